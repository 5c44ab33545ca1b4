"""Reads a `Connection-Allowlist` that somebody wrote, and says what a browser makes of it.

Each remark was measured in Chromium 156: a malformed value shuts everything, a wrong item opens
nothing, and a misspelt value of a parameter lets everything through.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import auto

from scriptward.lib.structured_fields import FieldError, Inner, Word, read_list, string, written
from scriptward.vocabulary.words import Word as Words

ORIGIN = "response-origin"
VALUES = {"redirects": ("allow", "block"), "webrtc": ("allow", "block")}
KNOWN = frozenset({*VALUES, "report-to"})
LINKS = ("tel", "mailto", "sms")


class Effect(Words):
    """What a mistake does."""

    SHUTS_ALL = auto()
    SHUTS_SITE = auto()
    SHUTS_LINKS = auto()
    OPENS = auto()
    PERMITS_NOTHING = auto()
    IGNORED = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """One thing that isn't what its writer meant."""

    effect: Effect
    what: str
    instead: str
    """What to write."""

    @property
    def text(self) -> str:
        """For people."""
        return f"{self.what}: {MEANS[self.effect]}; {self.instead}"


MEANS = {
    Effect.SHUTS_ALL: "everything is shut, the site's own requests, too",
    Effect.SHUTS_SITE: "the site's own requests are shut",
    Effect.SHUTS_LINKS: "such links end on an error page",
    Effect.OPENS: "it lets everything of its kind through",
    Effect.PERMITS_NOTHING: "it permits nothing",
    Effect.IGNORED: "it has no effect",
}


def mistakes(*values: str) -> tuple[Mistake, ...]:
    """Of the header's lines, in the order they are sent."""
    return tuple(_lines(values))


def permitted(value: str) -> Inner | None:
    """The list that counts, or None where everything is shut."""
    try:
        members = read_list(value)
    except FieldError:
        return None
    first = members[0] if members else None
    return first if isinstance(first, Inner) else None


def _lines(values: tuple[str, ...]) -> Iterator[Mistake]:
    if len(values) > 1:
        yield Mistake(
            effect=Effect.IGNORED,
            what=f"{len(values)} lines of this header",
            instead="the first alone counts: send one",
        )
    for value in values[:1]:
        yield from _line(value)


def _line(value: str) -> Iterator[Mistake]:
    try:
        members = read_list(value)
    except FieldError as error:
        yield Mistake(
            effect=Effect.SHUTS_ALL,
            what=f"malformed at character {error.at + 1} ({error})",
            instead=f'write ({ORIGIN} "https://cdn.example.test")',
        )
        return
    if not members or not isinstance(members[0], Inner):
        yield Mistake(
            effect=Effect.SHUTS_ALL, what="no list", instead=f"write ({ORIGIN}), in parentheses"
        )
        return
    if len(members) > 1:
        yield Mistake(
            effect=Effect.IGNORED,
            what="more than one list",
            instead="the first alone counts: put all items into it",
        )
    yield from _items(members[0])
    yield from _parameters(members[0])


def _items(given: Inner) -> Iterator[Mistake]:
    for item in given.words:
        yield from _item(item)
    words = {item.text for item in given.words if item.quoted}
    if not any(item.text == ORIGIN and not item.quoted for item in given.words):
        yield Mistake(
            effect=Effect.SHUTS_SITE,
            what=f"no {ORIGIN}",
            instead=f"put {ORIGIN} first, without quotes",
        )
    missing = [f'"{scheme}:*"' for scheme in LINKS if f"{scheme}:*" not in words]
    if missing:
        yield Mistake(
            effect=Effect.SHUTS_LINKS,
            what="not all items for links to call, write or text",
            instead=f"add {' '.join(missing)}",
        )


def _item(item: Word) -> Iterator[Mistake]:
    def wrong(effect: Effect, instead: str) -> Mistake:
        return Mistake(effect=effect, what=f"the item {written(item)}", instead=instead)

    text = item.text
    if not item.quoted:
        if text != ORIGIN:
            bare = text.lower() in {"self", ORIGIN}
            yield wrong(
                Effect.PERMITS_NOTHING,
                f"write {ORIGIN}" if bare else f"quote it: {string(_address(text))}",
            )
        return
    scheme, colon, rest = text.partition(":")
    if text.strip("'").lower() in {"self", ORIGIN}:
        yield wrong(Effect.PERMITS_NOTHING, f"write {ORIGIN}, without quotes")
    elif not colon or (rest[:1].isdigit() and "//" not in rest):
        yield wrong(Effect.PERMITS_NOTHING, f"write {string(_address(text))}")
    elif scheme in {"ws", "wss"}:
        https = "https" if scheme == "wss" else "http"
        yield wrong(
            Effect.PERMITS_NOTHING,
            f"sockets go by the web's scheme: write {string(https + colon + rest)}",
        )
    elif rest.startswith("//") and "@" in rest[2:].partition("/")[0]:
        yield wrong(Effect.PERMITS_NOTHING, "leave out user and password")
    elif "(" in rest:
        yield wrong(Effect.PERMITS_NOTHING, "no regular expressions: use `*`")


def _address(text: str) -> str:
    return f"https://{text.strip(chr(39))}"


def _parameters(given: Inner) -> Iterator[Mistake]:
    for name, value in given.parameters:
        if name not in KNOWN:
            yield Mistake(
                effect=Effect.IGNORED,
                what=f"the parameter {name}",
                instead=f"known are {', '.join(sorted(KNOWN))}",
            )
        elif name in VALUES and value not in VALUES[name]:
            quoted = value.startswith('"') or not value
            yield Mistake(
                effect=Effect.IGNORED if quoted else Effect.OPENS,
                what=f"{name}={value}",
                instead=f"write {name}=block or {name}=allow, without quotes",
            )
