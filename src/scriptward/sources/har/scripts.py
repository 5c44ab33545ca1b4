"""The scripts a capture shows: responses that are code, and inline code of kept documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scriptward.lib.digests import sha256_hex
from scriptward.sources.har.content import text_of
from scriptward.sources.har.exchange import Exchange
from scriptward.sources.har.fields import number
from scriptward.sources.har.kept import Room
from scriptward.sources.har.markup import Markup
from scriptward.vocabulary.capture import Initiator, RawScript
from scriptward.vocabulary.words import ScriptKind

_KINDS = {
    "worker": ScriptKind.WORKER,
    "sharedworker": ScriptKind.SHARED_WORKER,
    "serviceworker": ScriptKind.SERVICE_WORKER,
    "audioworklet": ScriptKind.WORKLET,
    "paintworklet": ScriptKind.WORKLET,
}
_KEPT = 2_000_000
"""Characters of a source that are kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """What a script is made of."""

    sha256: str = ""
    """Empty where the tool did not keep it."""
    size: int = 0
    source: str = field(default="", repr=False)
    """Cut, or empty where there was no room."""


class Codes:
    """The code of all scripts of a capture; the same code is kept once."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._known: dict[str, Code] = {}

    def of_content(self, content: Mapping[str, object]) -> Code:
        """The code in a response's content."""
        source = text_of(content)
        return self.of(source) if source else Code(size=max(0, number(content.get("size"))))

    def of(self, source: str) -> Code:
        """The code of a text."""
        data = source.encode("utf-8", errors="replace")
        digest = sha256_hex(data)
        known = self._known.get(digest)
        if known is None:
            kept = source[:_KEPT]
            fits = self._room.takes(len(kept))
            known = Code(sha256=digest, size=len(data), source=kept if fits else "")
            self._known[digest] = known
        return known


def script_of(
    page: str, exchange: Exchange, code: Code, *, initiator: Initiator, markup: Markup
) -> RawScript:
    """The row of a script that was fetched. `initiator`: of the exchange, with scripts."""
    key = key_of(exchange)
    return RawScript(
        key=key,
        page=page,
        kind=_KINDS.get(exchange.destination, ScriptKind.EXTERNAL),
        url=exchange.request.url,
        sha256=code.sha256,
        size=code.size,
        source=code.source,
        loaded_by=_loader(key, initiator),
        integrity=_integrity(exchange.request.url, markup),
    )


def inline_of(page: str, index: int, code: Code) -> RawScript:
    """The row of a script that stands in a document."""
    return RawScript(
        key=f"inline {page} {index}",
        page=page,
        kind=ScriptKind.INLINE,
        sha256=code.sha256,
        size=code.size,
        source=code.source,
        loaded_by="document",
    )


def key_of(exchange: Exchange) -> str:
    """Key of the script that an exchange brought."""
    return f"script {exchange.key}"


def _loader(key: str, initiator: Initiator) -> str:
    """The innermost script of the stack; the document where only its own code stands in it."""
    frames = [frame for stack in (initiator.stack, *initiator.parents) for frame in stack]
    known = [frame.script for frame in frames if frame.script and frame.script != key]
    if known:
        return known[0]
    return "document" if initiator.type == "parser" or frames else ""


def _integrity(url: str, markup: Markup) -> str:
    return next(
        (value for source, value in markup.integrity.items() if url.endswith(source.lstrip("./"))),
        "",
    )
