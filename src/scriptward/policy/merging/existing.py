"""Headers a site sends already: from a file of `Name: value` lines, or as a run received them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from scriptward.vocabulary.errors import InputError, UsageError
from scriptward.vocabulary.observations import Visit

MERGED = (
    "connection-allowlist",
    "content-security-policy",
    "integrity-policy",
    "permissions-policy",
    "referrer-policy",
    "reporting-endpoints",
    "x-content-type-options",
)
IN_META = "meta content-security-policy"
"""Name of a policy that stands in a page's `meta` element."""
NOT_IN_META = frozenset({"frame-ancestors", "report-uri", "report-to", "sandbox"})
MOST_BYTES = 1_000_000
CUT = "…"
"""What a run puts in place of a nonce or a query."""
Headers = tuple[tuple[str, str], ...]


def read(path: Path) -> Headers:
    """The headers of a file. Raises InputError with the line; empty lines and `#` are left out."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", path=path) from error
    if len(content) > MOST_BYTES:
        raise InputError(
            f"is longer than {MOST_BYTES:,} bytes", path=path, hint="give response headers only"
        )
    return tuple(parsed(content.decode("utf-8", errors="replace"), path))


def parsed(text: str, path: Path) -> Iterator[tuple[str, str]]:
    """`(name, value)`, names in lower case. Raises InputError for a line that is no header."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if not bare or bare.startswith(("#", "HTTP/")):
            continue
        name, colon, value = bare.partition(":")
        lower = " ".join(name.lower().split())
        named = lower == IN_META or lower.replace("-", "").isalnum()
        if not (colon and named and lower.isascii()):
            raise InputError(
                "this is no header", path=path, line=number, hint="write `Name: value`"
            )
        value = value.strip()
        if not (value.isascii() and (value.isprintable() or not value)):
            raise InputError(
                "a header's value is printable ASCII",
                path=path,
                line=number,
                hint="write other signs as %XX",
            )
        yield from _as_sent(lower, value)


def _as_sent(name: str, value: str) -> Iterator[tuple[str, str]]:
    if name != IN_META:
        yield name, value
        return
    kept = [one for one in value.split(";") if (one.split() or [""])[0].lower() not in NOT_IN_META]
    yield "content-security-policy", ";".join(kept).replace(",", " ").strip()


def received(visits: Iterable[Visit]) -> Headers:
    """What the pages of runs sent, each value once.

    Raises UsageError where one was cut, or where pages differ: then only a file says which counts.
    """
    held: dict[str, dict[tuple[str, ...], str]] = {}
    for visit in visits:
        own: dict[str, list[str]] = {}
        for header in visit.headers:
            if header.url == visit.page.url and header.name in MERGED:
                own.setdefault(header.name, []).append(header.value)
        for name, values in own.items():
            held.setdefault(name, {}).setdefault(tuple(values), visit.page.url)
    for name, forms in held.items():
        if len(forms) > 1:
            first, second, *_ = forms.values()
            raise UsageError(
                f"{name} differs between {first} and {second}",
                hint="write the one that counts into a file and give it by --existing",
            )
        if any(CUT in value for values in forms for value in values):
            raise UsageError(
                f"{name} has parts that runs don't keep (a nonce, or an address's query)",
                hint="write it into a file as your server sends it and give it by --existing",
            )
    return tuple(
        (name, value) for name, forms in held.items() for values in forms for value in values
    )
