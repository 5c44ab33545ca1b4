"""Captures of browsers and proxies (HAR) as one `Capture`, with what the tool lost said."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from scriptward.sources.har.channel import channel_of
from scriptward.sources.har.document import Document, read
from scriptward.sources.har.exchange import Exchange, exchange_of
from scriptward.sources.har.fields import mapping, text
from scriptward.sources.har.initiators import KeyOf, initiator_of
from scriptward.sources.har.pages import grouped, main_of, page_of, titles
from scriptward.sources.har.scripts import keys, scripts_of
from scriptward.vocabulary.capture import Capture, RawPage, RawScript, Sending, Value
from scriptward.vocabulary.words import Channel, Outcome

_ALWAYS_UNSEEN = (
    "A network capture shows requests only: reads of fields, cookies, storage and page text, code"
    " made from strings and event handlers are not in it."
)
_UNTIMED = "The capture has no usable times: the time its file was last changed is given."


@dataclass(kw_only=True)
class _Gathered:
    """Rows of all files so far."""

    pages: list[RawPage] = field(default_factory=list)
    scripts: list[RawScript] = field(default_factory=list)
    sendings: list[Sending] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    browsers: dict[str, None] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)


def read_hars(paths: Iterable[Path], *, values: Iterable[Value] = ()) -> Capture:
    """The captures in the files, plain or gzipped, as one. Raises HarError.

    A file that is cut off gives its whole entries and a failure that names the byte. The key of
    a sending ends in its index in `log.entries`.
    """
    gathered = _Gathered()
    paths = tuple(paths)
    for index, path in enumerate(paths):
        _gather(read(path), prefix=f"{index}:", into=gathered)
    timed = any(gathered.times)
    times = sorted(filter(None, gathered.times if timed else map(_modified, paths)))
    return Capture(
        source="har",
        started_at=times[0] if times else "",
        finished_at=times[-1] if times else "",
        browser=", ".join(gathered.browsers),
        pages=tuple(gathered.pages),
        scripts=tuple(gathered.scripts),
        sendings=tuple(gathered.sendings),
        values=tuple(values),
        failures=tuple(gathered.failures),
        unseen=(_ALWAYS_UNSEEN, *_unseen(gathered), *([] if timed else [_UNTIMED])),
    )


def entry_of(sending: Sending) -> int:
    """Index in `log.entries` of the entry that a sending was made from."""
    return int(sending.key.rpartition(":")[2])


def _gather(document: Document, *, prefix: str, into: _Gathered) -> None:
    into.failures += [document.failure] if document.failure else []
    into.browsers[_browser(document)] = None
    exchanges: list[Exchange] = []
    for index, entry in enumerate(document.entries):
        exchange = exchange_of(index, entry, key=f"{prefix}{index}")
        if isinstance(exchange, Exchange):
            exchanges.append(exchange)
        elif exchange:
            into.failures.append(f"{document.path.name}: {exchange}")
    named = titles(document.log.get("pages"), prefix=prefix)
    for key, group in grouped(exchanges, prefix=prefix).items():
        page, markup = page_of(key, group, named=named)
        scripts = keys(group)
        into.pages.append(page)
        into.scripts += scripts_of(key, group, markup, key_of=scripts)
        into.sendings += _sendings(page, group, lambda url, known=scripts: known.get(url, ""))  # type: ignore[misc]  # the default binds this page's scripts
    into.times += [_time(exchange.entry.get("startedDateTime")) for exchange in exchanges]


def _sendings(page: RawPage, exchanges: Sequence[Exchange], key_of: KeyOf) -> Iterator[Sending]:
    main = main_of(exchanges)
    hops: dict[str, str] = {}
    navigations = {main.key, exchanges[0].key}
    for exchange in exchanges:
        request = exchange.request
        hop = hops.pop(request.url.partition("#")[0], "")
        if hop in navigations:
            navigations.add(exchange.key)
        yield Sending(
            key=exchange.key,
            page=page.key,
            request=request,
            channel=channel_of(
                kind=exchange.type,
                method=request.method,
                url=request.url,
                headers=exchange.headers,
                mime=exchange.mime,
                main=exchange.key in navigations,
            ),
            initiator=initiator_of(exchange.entry, key_of),
            outcome=_outcome(exchange),
            status=exchange.status,
            response_headers=exchange.answer,
            redirected_from=hop,
        )
        if exchange.is_redirect and (target := _target(exchange)):
            hops[target] = exchange.key


def _target(exchange: Exchange) -> str:
    """Where a redirect led, whole and without fragment."""
    said = text(mapping(exchange.entry.get("response")).get("redirectURL")) or next(
        (value for name, value in exchange.answer if name.lower() == "location"), ""
    )
    with suppress(ValueError):
        return urljoin(exchange.request.url, said).partition("#")[0] if said else ""
    return ""


def _outcome(exchange: Exchange) -> Outcome:
    response = mapping(exchange.entry.get("response"))
    error = text(response.get("_error")) or text(exchange.entry.get("_error"))
    if "BLOCKED" in error.upper():
        return Outcome.BLOCKED
    return Outcome.FAILED if error and not exchange.status else Outcome.SENT


def _browser(document: Document) -> str:
    found = mapping(document.log.get("browser")) or mapping(document.log.get("creator"))
    return f"{text(found.get('name'))} {text(found.get('version'))}".strip() or "unknown tool"


def _time(said: object) -> str:
    """UTC, ISO 8601; empty where the tool has no usable time."""
    with suppress(ValueError, OverflowError):
        when = datetime.fromisoformat(text(said))
        return _utc(when)
    return ""


def _modified(path: Path) -> str:
    return _utc(datetime.fromtimestamp(path.stat().st_mtime, UTC))


def _utc(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _unseen(gathered: _Gathered) -> Iterator[str]:
    missing = sum(sending.request.body_missing for sending in gathered.sendings)
    if missing:
        yield (
            f"The capture lost the body of {missing} requests, wholly or in part: what they sent is"
            " not known."
        )
    sourceless = sum(not script.sha256 for script in gathered.scripts)
    if sourceless:
        yield (
            f"The capture has no source of {sourceless} of {len(gathered.scripts)} scripts: they"
            " have no hash, and libraries in them are not known."
        )
    sockets = [s for s in gathered.sendings if s.channel is Channel.WEBSOCKET]
    silent = sum(not sending.request.messages for sending in sockets)
    if silent:
        yield f"The capture has no messages of {silent} sockets: what they sent is not known."
