"""From what was recorded to a `Capture`: keys instead of ids, one script instead of ten."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from scriptward.lib.digests import sha256_hex
from scriptward.lib.domains import host_of, same_site
from scriptward.sources.scan import contents, script_kinds
from scriptward.sources.scan.bodies import Body
from scriptward.sources.scan.channels import channel
from scriptward.sources.scan.kept import SETS, kept_of
from scriptward.sources.scan.loaders import Loaders, folded_keys
from scriptward.sources.scan.network import INSIDE, Sent
from scriptward.sources.scan.recording import Recording
from scriptward.sources.scan.scripts import Parsed
from scriptward.sources.scan.sensor_channel import Said
from scriptward.sources.scan.sensor_join import SensorJoin
from scriptward.sources.scan.snapshot import Facts
from scriptward.sources.scan.sockets import REPORT, WEBSOCKET, WEBTRANSPORT
from scriptward.sources.scan.stacks import Stacks, chain
from scriptward.sources.scan.targets import WORKERS
from scriptward.vocabulary.capture import (
    Asking,
    Frame,
    Initiator,
    RawKept,
    RawPage,
    RawRead,
    RawScript,
    Sending,
    SensorCall,
)
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.sensor import Caller
from scriptward.vocabulary.words import Channel, ReadTarget, ScriptKind

_SPECIAL = {
    WEBSOCKET: Channel.WEBSOCKET,
    WEBTRANSPORT: Channel.WEBTRANSPORT,
    REPORT: Channel.REPORT,
}
_FOLLOWED = 3.0
"""Seconds within which a service worker sends on what a page asked it for."""
_NO_FACTS = Facts()
_WRITTEN = frozenset({"Image", "Font", "Media", "TextTrack", "Stylesheet", "Other"})
"""Kinds of request that the parser's stands for, though a script may have made what asks."""


class Assembly:
    """One run's records, put together once at its end."""

    def __init__(self, recording: Recording, facts: Mapping[str, Facts]) -> None:
        """`facts`: what was seen of each page's elements, by the page's key."""
        self._recording, self._facts = recording, facts
        self._of_document: dict[str, Facts] = {}
        """By the key of the document's first page."""
        self._keys: dict[str, str] = {}
        scripts = recording.scripts
        self._stacks = Stacks(scripts, self._keys)
        said = recording.channel.calls
        network = recording.network
        self._first = recording.documents.first
        for page, seen in facts.items():
            self._of_document.setdefault(self._first(page), Facts()).join(seen)
        self._mark_fetched()
        self._loaders = Loaders(
            scripts, network.sent, said, self._stacks, network.markup, first=self._first
        )
        self._join = SensorJoin(said, first=self._first)
        self._worker_scripts: dict[str, str] = {}
        self.scripts = (*self._folded(self._kinds()), *self._rules())

    def pages(self) -> tuple[RawPage, ...]:
        """Documents and screens that were visited, or were to be."""
        return tuple(
            RawPage(
                key=one.key,
                url=one.url,
                persona=one.persona,
                status=one.status,
                reason=one.reason,
                title=one.title,
                headings=one.headings,
                fields=one.fields,
                forms=one.forms,
                headers=one.headers,
                remote_address=one.remote_address,
                first=one.first,
                consent=self._recording.documents.choice(one),
            )
            for one in self._recording.documents.all.values()
            if one.committed or one.asked_for
        )

    def sendings(self) -> tuple[Sending, ...]:
        """Every request of the site, WebRTC attempts and announced connections with them."""
        network = self._recording.network
        twice = _sent_on(network.sent)
        sent = tuple(
            self._sending(one)
            for one in network.sent
            if one.key not in twice and not one.url.startswith(INSIDE)
        )
        return (*sent, *self._webrtc(), *self._preconnects())

    def self_test(self, page: str) -> tuple[Sending, ...]:
        """The requests of the self-test. `page`: key of the page it ran beside."""
        return tuple(
            replace(self._sending(one), page=page) for one in self._recording.network.self_test
        )

    def reads(self) -> tuple[RawRead, ...]:
        """What the sensor saw being read, the same reading once."""
        counts: dict[RawRead, int] = defaultdict(int)
        for page, _, reading in self._recording.channel.reads:
            if reading.target.startswith(SETS):
                continue
            known = reading.target in list(ReadTarget)
            read = RawRead(
                page=page,
                target=ReadTarget(reading.target) if known else ReadTarget.DOM,
                name=reading.name,
                selector=reading.selector,
                field_type=reading.type,
                stack=self._callers(page, reading.stack),
            )
            counts[read] += reading.n
        return tuple(replace(read, count=n) for read, n in counts.items())

    def kept(self) -> tuple[RawKept, ...]:
        """What the sensor saw being kept in the browser, the same once."""
        readings = ((page, reading) for page, _, reading in self._recording.channel.reads)
        return kept_of(readings, self._callers)

    def wrapping(self) -> tuple[tuple[str, tuple[Frame, ...]], ...]:
        """Page and stack of each time a script put itself in front of the browser."""
        seen = (
            (page, self._callers(page, told.stack)) for page, told in self._recording.channel.wraps
        )
        return tuple(dict.fromkeys(seen))

    def askings(self) -> tuple[Asking, ...]:
        """What known SDKs were asked, the same once."""
        told = self._recording.channel.asked
        return tuple(
            dict.fromkeys(
                Asking(
                    page=page,
                    api=one.api,
                    words=one.words,
                    stack=self._callers(page, one.stack),
                )
                for page, one in told
            )
        )

    def _kinds(self) -> dict[str, ScriptKind]:
        scripts = self._recording.scripts
        return {
            parsed.key: script_kinds.kind(
                parsed,
                self._of_document.get(self._first(parsed.page), _NO_FACTS),
                sources=scripts.sources,
                maker=self._loaders.maker(parsed),
                imported=self._loaders.imported(parsed),
                attribute=self._loaders.stands_in_attribute(parsed),
            )
            for parsed in scripts.parsed
        }

    def _mark_fetched(self) -> None:
        """Tell files from code in a document that an app gave a file's address."""
        files = {
            (self._first(sent.page), sent.url)
            for sent in self._recording.network.sent
            if sent.kind == "Script"
        }
        for parsed in self._recording.scripts.parsed:
            parsed.fetched = (self._first(parsed.page), parsed.url) in files

    def _folded(self, kinds: Mapping[str, ScriptKind]) -> tuple[RawScript, ...]:
        first: dict[tuple[str, ...], Parsed] = {}
        for parsed in self._recording.scripts.parsed:
            kind = kinds[parsed.key]
            url = "" if parsed.in_text else parsed.url
            one = first.setdefault((parsed.page, kind, url, parsed.event.hash), parsed)
            self._keys[parsed.key] = one.key
            if kind in {ScriptKind.WORKER, ScriptKind.SHARED_WORKER, ScriptKind.SERVICE_WORKER}:
                self._worker_scripts.setdefault(parsed.target.session, one.key)
        loaded = {one.key: self._loaders.loader(one, kinds[one.key]) for one in first.values()}
        loaders = folded_keys(loaded, self._keys)
        return tuple(self._script(one, kinds[one.key], loaders[one.key]) for one in first.values())

    def _rules(self) -> Iterable[RawScript]:
        """Import maps and speculation rules: they decide what code runs, and are code to a CSP."""
        markup = self._recording.network.markup
        for page, facts in self._facts.items():
            for number, (url, text) in enumerate(facts.rules):
                yield RawScript(
                    key=f"rules{page}.{number}",
                    page=page,
                    kind=ScriptKind.INLINE,
                    sha256=sha256_hex(text),
                    size=len(text.encode("utf-8", "replace")),
                    source=text,
                    loaded_by="document" if markup.writes(self._first(page), url, text) else "",
                    frame_url=url,
                )

    def _makers(self, parsed: Parsed, loader: str) -> tuple[tuple[Frame, ...], ...]:
        """Stacks of its birth, where its loader was read from them."""
        session = parsed.target.session
        stacks = [self._stacks.frames(session, one) for one in chain(self._loaders.birth(parsed))]
        named = (frame.script for stack in stacks for frame in stack if frame.script)
        return tuple(stacks) if loader and next(named, "") == loader else ()

    def _script(self, parsed: Parsed, kind: ScriptKind, loader: str) -> RawScript:
        facts = self._of_document.get(self._first(parsed.page), _NO_FACTS)
        nameless = {ScriptKind.INLINE, ScriptKind.EVENT_HANDLER, ScriptKind.EVAL}
        inline_module = kind is ScriptKind.MODULE and parsed.in_text
        source = self._recording.scripts.sources.get(parsed.event.hash, "")
        complete = len(source) == parsed.event.length
        return RawScript(
            key=parsed.key,
            page=parsed.page,
            kind=kind,
            url="" if kind in nameless or inline_module else parsed.url,
            sha256=parsed.event.hash,
            size=len(source.encode("utf-8", "replace")) if complete else parsed.event.length,
            source=source,
            loaded_by="" if loader == parsed.key else loader,
            integrity=facts.integrity.get(parsed.url, ""),
            frame_url=parsed.frame_url,
            makers=self._makers(parsed, loader),
            broken=parsed.broken,
        )

    def _sending(self, sent: Sent) -> Sending:
        session = sent.target.session
        said, initiator = self._join.call(sent), self._initiator(sent)
        if said is None and initiator.type == "unwritten":
            said = self._join.style(sent)
        body = self._body(sent, said)
        target = sent.target
        in_frame = target.type == "page" and sent.frame_id not in {"", target.id}
        shown = self._recording.scripts.frame_url(sent.frame_id)
        return Sending(
            key=sent.key,
            page=sent.page,
            request=Request(
                url=sent.url,
                method=sent.method,
                headers=sent.headers,
                body=body.content,
                body_missing=body.missing,
                messages=tuple(sent.messages),
            ),
            channel=_channel(sent),
            frame_url=target.url if target.type in WORKERS else sent.document_url or shown,
            context="frame" if in_frame else target.context,
            sender_script=self._worker_scripts.get(session, ""),
            initiator=initiator,
            sensor=self._sensor_call(sent.page, said) if said else None,
            outcome=sent.outcome,
            status=sent.status,
            response_headers=sent.response_headers,
            redirected_from=sent.redirected_from,
            reason=sent.reason,
            remote_address="" if self._recording.network.by_proxy else sent.remote_address,
            certificate=sent.certificate,
        )

    def _initiator(self, sent: Sent) -> Initiator:
        """What the debugger says; `unwritten` for the parser's where no text of it names that."""
        session = sent.target.session
        initiator = self._stacks.initiator(session, sent.initiator, request=sent.redirected_from)
        markup, page = self._recording.network.markup, self._first(sent.page)
        if _channel(sent) is Channel.FORM and not initiator.stack and self._turned(page, sent.url):
            return replace(initiator, type="unwritten")
        if initiator.type != "parser" or sent.kind not in _WRITTEN:
            return initiator
        document = sent.document_url or self._recording.scripts.frame_url(sent.frame_id)
        if markup.names(page, document, sent.url) is False:
            return replace(initiator, type="unwritten")
        return initiator

    def _turned(self, page: str, url: str) -> bool:
        """Whether a form went to a stranger whose address no document of the page has."""
        asking = self._recording.documents.all.get(page)
        if asking is None or same_site(host_of(asking.url), host_of(url)):
            return False
        markup = self._recording.network.markup
        return markup.names(page, asking.url, url.partition("?")[0]) is False

    def _body(self, sent: Sent, said: Said | None) -> Body:
        """The body as the debugger gave it; the sensor's word for one it could not ask for."""
        content = self._recording.channel.contents.get(said.call.id) if said else None
        if content is None or not sent.body.missing or sent.body.packed:
            return sent.body
        return contents.body(content, sent.headers)

    def _sensor_call(self, page: str, said: Said) -> SensorCall:
        call = said.call
        return SensorCall(api=call.api, stack=self._callers(page, call.stack), wrapped=call.wrapped)

    def _callers(self, page: str, stack: Iterable[Caller]) -> tuple[Frame, ...]:
        return tuple(self._caller(page, caller) for caller in stack)

    def _caller(self, page: str, caller: Caller) -> Frame:
        found = self._loaders.by_caller(page, (caller,))
        return Frame(
            url=caller.u,
            script=self._keys.get(found.key, "") if found else "",
            function=caller.f[:200],
            line=caller.l,
            column=caller.c,
            sha256=caller.h,
        )

    def _webrtc(self) -> Iterable[Sending]:
        for number, said in enumerate(self._recording.channel.calls):
            # behind the address stand name and password, which go to that server
            url, _, account = said.call.url.partition(" ")
            body = account.encode("utf-8", "replace")
            if said.call.api == "webrtc" and url:
                yield Sending(
                    key=f"rtc{number}",
                    page=said.page,
                    request=Request(url=url, method="CONNECT", body=body),
                    channel=Channel.WEBRTC,
                    context=said.target.context,
                    sensor=self._sensor_call(said.page, said),
                )

    def _preconnects(self) -> Iterable[Sending]:
        for page, facts in self._facts.items():
            for number, url in enumerate(facts.preconnects):
                yield Sending(
                    key=f"pre{page}.{number}",
                    page=page,
                    request=Request(url=url, method="CONNECT"),
                    channel=Channel.PRECONNECT,
                )


def _channel(sent: Sent) -> Channel:
    if sent.kind in _SPECIAL:
        return _SPECIAL[sent.kind]
    if sent.kind in {"Script", "Other"} and sent.url == sent.target.url:
        return Channel.WORKER
    return channel(
        sent.kind,
        {name.lower(): value for name, value in sent.headers},
        main_frame=sent.main_frame,
        reason=sent.reason,
        initiator=sent.initiator.type,
    )


def _sent_on(sent: Iterable[Sent]) -> set[str]:
    """Keys of a service worker's requests that only send on what a page's own request asked."""
    waiting: dict[tuple[str, str], list[Sent]] = defaultdict(list)
    twice = set()
    for one in sent:
        identity = (one.method, one.url)
        if one.target.type == "service_worker":
            if any(0 <= one.at - asked.at <= _FOLLOWED for asked in waiting[identity]):
                twice.add(one.key)
                waiting[identity].pop(0)
        elif one.from_worker:
            waiting[identity].append(one)
    return twice
