"""Two Content-Security-Policies: both hold, so both are sent, and what each takes away is told.

Not worked out to one policy: an intersection of host patterns, nonces and `'strict-dynamic'` can't
always be written, and browsers make it exactly.
Source: W3C CSP Level 3 §2.2.2 (policies of one response), §6.8.3 (fallback).
"""

from collections.abc import Iterable, Iterator

FALLBACK = {
    "script-src-elem": ("script-src", "default-src"),
    "script-src-attr": ("script-src", "default-src"),
    "style-src-elem": ("style-src", "default-src"),
    "style-src-attr": ("style-src", "default-src"),
    "worker-src": ("child-src", "script-src", "default-src"),
    "frame-src": ("child-src", "default-src"),
}
FETCHED = (
    "script-src",
    "worker-src",
    "style-src",
    "img-src",
    "font-src",
    "media-src",
    "connect-src",
    "frame-src",
    "object-src",
)
ALONE = ("form-action", "base-uri", "frame-ancestors")
MOST_SENTENCES = 40
Sources = frozenset[str]


def policies(value: str) -> Iterator[dict[str, tuple[str, ...]]]:
    """Each policy of a header's value: `{directive: its words}`; of two alike the first holds."""
    for text in value.split(","):
        found: dict[str, tuple[str, ...]] = {}
        for directive in text.split(";"):
            name, *words = directive.split() or [""]
            if name:
                found.setdefault(name.lower(), tuple(words))
        if found:
            yield found


def merged(ours: str, theirs: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The value to send, and a sentence for each thing that got narrower or collides.

    `theirs`: values of the header as they are sent, in their order.
    """
    others = list(dict.fromkeys(one.strip() for one in theirs if one.strip() and one != ours))
    (mine,) = policies(ours)
    said: list[str] = []
    for value in others:
        for their in policies(value):
            said += _narrowed(mine, their)
    if len(said) > MOST_SENTENCES:
        more = len(said) - MOST_SENTENCES
        said = [*said[:MOST_SENTENCES], f"and {more} more of this kind"]
    return ", ".join([*others, ours]), tuple(dict.fromkeys(said))


def _narrowed(mine: dict[str, tuple[str, ...]], their: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for name in (*FETCHED, *ALONE):
        if name not in their and name not in mine:
            continue
        there, here = _sources(their, name), _sources(mine, name)
        if there is None or here is None:
            continue
        yield from _of_one(name, here, there)
    for name in sorted(their.keys() & {"report-uri", "report-to"}):
        where = " ".join(their[name])
        if "://" in where or where.startswith("//"):
            yield f"{name} {where}: full addresses are reported to another host; take it away"
    if "sandbox" in their:
        yield "sandbox: the site's own policy takes rights from its pages; it goes on holding"


def _of_one(name: str, here: Sources, there: Sources) -> Iterator[str]:
    for source in sorted(here - there):
        if not _covers(there, source):
            yield (
                f"{name}: the policy permits {source}, the header that is sent already doesn't:"
                " it stays blocked; add it there, or take that header away"
            )
    lost = sorted(source for source in there - here if not _covers(here, source))
    for source in lost:
        yield (
            f"{name}: {source} was let through until now and isn't permitted by the policy:"
            " it gets blocked"
        )


def _sources(policy: dict[str, tuple[str, ...]], name: str) -> Sources | None:
    """What a directive or what stands in for it says; None where nothing does."""
    chain = (name,) if name in ALONE else (name, *FALLBACK.get(name, ("default-src",)))
    words = next((policy[one] for one in chain if one in policy), None)
    if words is None:
        return None
    return frozenset(word if "'" in word else word.lower() for word in words) - {"'none'"}


def _covers(held: Sources, source: str) -> bool:
    """Whether words let through what another does, as far as their text says."""
    if source in held:
        return True
    if source.startswith("'"):
        return source == "'report-sample'"
    if source.endswith(":"):
        return False
    scheme, slashes, rest = source.rpartition("://")
    host, _, _path = rest.partition("/")
    secure = not slashes or scheme in {"https", "wss"}
    if "*" in held and scheme not in {"data", "blob"}:
        return True
    if (f"{scheme}:" in held) or (secure and scheme != "wss" and "https:" in held):
        return True
    prefixes = ("", f"{scheme}://" if slashes else "https://")
    names = {host, *(f"*.{tail}" for tail in _tails(host))}
    return any(f"{prefix}{one}" in held for prefix in prefixes for one in names)


def _tails(host: str) -> Iterator[str]:
    labels = host.removeprefix("*.").split(".")
    start = 0 if host.startswith("*.") else 1
    yield from (".".join(labels[index:]) for index in range(start, len(labels)))
