"""The scripts a capture shows: responses that are code, and inline code of kept documents."""

from collections.abc import Iterator, Mapping, Sequence

from scriptward.lib.digests import sha256_hex
from scriptward.sources.har.content import text_of
from scriptward.sources.har.exchange import Exchange
from scriptward.sources.har.fields import number
from scriptward.sources.har.initiators import KeyOf, initiator_of
from scriptward.sources.har.markup import Markup
from scriptward.vocabulary.capture import RawScript
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


def keys(exchanges: Sequence[Exchange]) -> dict[str, str]:
    """`{address: key}` of every script of a page; one row an address."""
    found: dict[str, str] = {}
    for exchange in exchanges:
        if _is_code(exchange):
            found.setdefault(exchange.request.url, f"script {exchange.key}")
    return found


def scripts_of(
    page: str, exchanges: Sequence[Exchange], markup: Markup, *, key_of: Mapping[str, str]
) -> Iterator[RawScript]:
    """Rows for a page's scripts. `key_of`: as `keys` gives."""
    wanted = set(key_of.values())
    for exchange in exchanges:
        key = f"script {exchange.key}"
        if key in wanted and _is_code(exchange):
            yield _row(page, key, exchange, markup, lambda url: key_of.get(url, ""))
    for index, source in enumerate(markup.inline):
        yield RawScript(
            key=f"inline {page} {index}",
            page=page,
            kind=ScriptKind.INLINE,
            sha256=sha256_hex(source),
            size=len(source.encode("utf-8", errors="replace")),
            source=source[:_KEPT],
            loaded_by="document",
        )


def _row(page: str, key: str, exchange: Exchange, markup: Markup, key_of: KeyOf) -> RawScript:
    source = text_of(exchange)
    data = source.encode("utf-8", errors="replace")
    destination = exchange.headers.get("sec-fetch-dest", "")
    if exchange.headers.get("service-worker") == "script":
        destination = "serviceworker"
    return RawScript(
        key=key,
        page=page,
        kind=_KINDS.get(destination, ScriptKind.EXTERNAL),
        url=exchange.request.url,
        sha256=sha256_hex(data) if data else "",
        size=len(data) or max(0, number(exchange.content.get("size"))),
        source=source[:_KEPT],
        loaded_by=_loader(key, exchange, key_of),
        integrity=_integrity(exchange.request.url, markup),
    )


def _loader(key: str, exchange: Exchange, key_of: KeyOf) -> str:
    """The innermost script of the stack; the document where only its own code stands in it."""
    initiator = initiator_of(exchange.entry, key_of)
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


def _is_code(exchange: Exchange) -> bool:
    if exchange.is_redirect or exchange.status >= 400:  # noqa: PLR2004  # an error page is no script
        return False
    destination = exchange.headers.get("sec-fetch-dest", "")
    if exchange.type == "script" or destination == "script" or destination in _KINDS:
        return True
    if exchange.type in {"xhr", "fetch"}:
        return False
    return "javascript" in exchange.mime or "ecmascript" in exchange.mime
