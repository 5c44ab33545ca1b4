"""Every request of every target, from its first event to its answer."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Coroutine, Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar, cast

import msgspec

from scriptward.sources.scan import bodies, bounds
from scriptward.sources.scan.cdp import Connection
from scriptward.sources.scan.documents import Documents
from scriptward.sources.scan.markup import Markup
from scriptward.sources.scan.protocol import (
    ExtraReceived,
    ExtraSent,
    FrameRequested,
    LoadingFailed,
    LoadingFinished,
    NetworkInitiator,
    NetworkResponse,
    RequestWillBeSent,
    ResponseReceived,
    StackTrace,
    StackTraceId,
)
from scriptward.sources.scan.targets import Target, creator
from scriptward.vocabulary.request import Message
from scriptward.vocabulary.words import Outcome

Headers = tuple[tuple[str, str], ...]
Kept = TypeVar("Kept", bound=Hashable)
_ENDLESS = frozenset({"EventSource", "Media", "Ping", "Prefetch"})
"""Kinds of request whose end nobody should wait for."""
INSIDE = ("data:", "blob:")
"""Addresses that never leave the browser; scripts from there are kept for who loaded them."""
_TEXTS = frozenset({"Document", "Stylesheet"})
"""Kinds of request whose answers are read: what stands there was asked for by no script."""
_BROWSERS_OWN = ("chrome:", "chrome-error:", "chrome-extension:", "devtools:", "about:")
_FETCHED = ("http:", "https:", "file:", "ftp:")
"""What documents come from; `tel:` and the like are handed to another program."""
_LOCAL_REFUSED = ("LocalNetworkAccess", "InsecureLocalNetwork", "InsecurePrivateNetwork")
"""What Chromium's own check of private addresses calls itself."""
_MOST_NAMES = 200
"""Of a certificate."""
_BLOCKED_ERRORS = ("net::ERR_BLOCKED_BY", "net::ERR_UNSAFE_PORT")


@dataclass(eq=False, kw_only=True, slots=True)
class Sent:
    """One request, or one hop of it, while it is being put together."""

    key: str
    page: str
    target: Target
    kind: str
    """As the debugger calls it: `Fetch`, `Ping` …"""
    url: str = field(repr=False)
    method: str = "GET"
    request_id: str = ""
    frame_id: str = ""
    document_url: str = field(default="", repr=False)
    main_frame: bool = False
    asked_for: bool = False
    """The scanner's own navigation."""
    reason: str = ""
    """Why a frame navigates, in the debugger's words."""
    at: float = 0.0
    initiator: NetworkInitiator = field(default_factory=NetworkInitiator)
    headers: Headers = field(default=(), repr=False)
    body: bodies.Body = field(default_factory=bodies.Body, repr=False)
    messages: list[Message] = field(default_factory=list, repr=False)
    message_bytes: int = 0
    messages_cut: int = 0
    outcome: Outcome = Outcome.SENT
    status: int = 0
    response_headers: Headers = field(default=(), repr=False)
    redirected_from: str = ""
    remote_address: str = ""
    certificate: tuple[str, ...] = ()
    from_worker: bool = False
    """A service worker answered it, which may have sent it on."""


class Network:
    """Takes the debugger's network events and keeps a `Sent` for each request and hop."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self.connection: Connection | None = None
        self.sent: list[Sent] = []
        self.self_test: list[Sent] = []
        self.markup = Markup()
        self.lost = 0
        """Requests beyond the budget."""
        self.refused_local = 0
        self.by_proxy = False
        """Whether the address that the browser connects to is a proxy's."""
        self._hops: dict[tuple[str, str], list[Sent]] = defaultdict(list)
        self._extra_sent: dict[tuple[str, str], list[Headers]] = defaultdict(list)
        self._extra_received: dict[tuple[str, str], list[tuple[int, Headers]]] = defaultdict(list)
        self.late = 0
        """Requests that left before the debugger was listened to, known by their answers or by
        their document."""
        self._known: set[str] = set()
        """Ids of requests, whoever told of them: another target may tell of the answer."""
        self._reasons: dict[str, str] = {}
        self._of_page: Counter[str] = Counter()
        self._body_bytes = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def requested(self, target: Target, event: RequestWillBeSent, *, self_test: bool) -> None:
        """Network.requestWillBeSent."""
        url = event.request.url
        if url.startswith(_BROWSERS_OWN) or (url.startswith(INSIDE) and event.type != "Script"):
            return
        if event.type == "Document" and not url.startswith(_FETCHED):
            return
        self._known.add(event.request_id)
        identity = (target.session, event.request_id)
        hops = self._hops[identity]
        if event.redirect_response is not None and hops:
            self._answer(hops[-1], event.redirect_response)
        sent = self._sent(target, event, hops, self_test=self_test)
        hops.append(sent)
        self._take_extra(identity)
        self._take_body(target, event, sent)
        self._take_creator(target, event)
        if event.type not in _ENDLESS:
            target.tab.activity.begins(event.request_id)
        target.tab.activity.saw(sent.kind, sent.method, sent.url.partition("?")[0])

    def headers_sent(self, target: Target, event: ExtraSent) -> None:
        """Network.requestWillBeSentExtraInfo, which may come before its request."""
        identity = (target.session, event.request_id)
        self._extra_sent[identity].append(pairs(event.headers))
        self._take_extra(identity)

    def headers_received(self, target: Target, event: ExtraReceived) -> None:
        """Network.responseReceivedExtraInfo, which may come before its request."""
        identity = (target.session, event.request_id)
        self._extra_received[identity].append((event.status_code, pairs(event.headers)))
        self._take_extra(identity)

    def answered(self, target: Target, event: ResponseReceived, *, self_test: bool = False) -> None:
        """Network.responseReceived, perhaps of a request that nobody told of."""
        if event.request_id not in self._known:
            self._unannounced(target, event, self_test=self_test)
        if hops := self._hops.get((target.session, event.request_id)):
            self._answer(hops[-1], event.response)
            if hops[-1].main_frame:
                self._documents.answered(event.request_id, event.response)

    def finished(self, target: Target, event: LoadingFinished) -> None:
        """Network.loadingFinished."""
        target.tab.activity.ends(event.request_id)
        hops = self._hops.get((target.session, event.request_id))
        if hops and hops[-1].kind in _TEXTS and self.connection is not None:
            work = self.markup.take(
                self.connection,
                target.session,
                event.request_id,
                page=self._documents.first(self._text_page(hops[-1])),
                url=hops[-1].url,
            )
            self.start(work)

    def _text_page(self, sent: Sent) -> str:
        """The page whose text an answer is: of a link that was followed, the one it led to."""
        if not sent.main_frame:
            return sent.page
        return self._documents.page_of(sent.target, sent.request_id)

    def failed(self, target: Target, event: LoadingFailed) -> None:
        """Network.loadingFailed."""
        target.tab.activity.ends(event.request_id)
        hops = self._hops.get((target.session, event.request_id))
        if not hops:
            return
        if hops[-1].main_frame:
            self._documents.failed(event)
        local = event.cors_error_status.cors_error.startswith(_LOCAL_REFUSED)
        self.refused_local += local
        if local or event.blocked_reason or event.error_text.startswith(_BLOCKED_ERRORS):
            hops[-1].outcome = Outcome.BLOCKED
        elif not hops[-1].status and not event.canceled:
            hops[-1].outcome = Outcome.FAILED

    def navigates(self, event: FrameRequested) -> None:
        """Page.frameRequestedNavigation: why a frame will ask for a document."""
        self._reasons[event.frame_id] = event.reason

    def add(self, sent: Sent, *, self_test: bool = False) -> bool:
        """Keep it, if there is room."""
        if self_test:
            self.self_test.append(sent)
            return True
        self._of_page[sent.page] += 1
        if len(self.sent) >= bounds.SENDINGS or self._of_page[sent.page] > bounds.SENDINGS_OF_PAGE:
            self.lost += 1
            return False
        self.sent.append(sent)
        return True

    def next_key(self) -> str:
        """A key for one more request."""
        return f"r{len(self.sent) + len(self.self_test) + self.lost + 1}"

    async def settle(self, within: float) -> None:
        """Wait for bodies that were asked for."""
        waiting = self._tasks - {asyncio.current_task()}
        if waiting:
            await asyncio.wait(waiting, timeout=within)

    def remembered(self, target: Target, url: str, kind: str) -> None:
        """A request that only the document of it could tell of; `kind` as the debugger's."""
        if url.startswith(("http:", "https:")):
            self._add_late(target, url, kind)

    def _unannounced(self, target: Target, event: ResponseReceived, *, self_test: bool) -> None:
        """A request whose beginning was missed; method and body are not known."""
        if self_test or not event.response.url.startswith(("http:", "https:")):
            return
        self._known.add(event.request_id)
        sent = self._add_late(target, event.response.url, event.type)
        sent.request_id, sent.frame_id = event.request_id, event.frame_id
        self._hops[target.session, event.request_id].append(sent)

    def _add_late(self, target: Target, url: str, kind: str) -> Sent:
        sent = Sent(
            key=self.next_key(),
            page=self._documents.page_of(target),
            target=target,
            kind=kind,
            url=url,
            at=asyncio.get_running_loop().time(),
            body=bodies.Body(missing=True),
        )
        self.late += 1
        self.add(sent)
        return sent

    def _sent(
        self, target: Target, event: RequestWillBeSent, hops: list[Sent], *, self_test: bool
    ) -> Sent:
        tab = target.tab
        main = event.type == "Document" and event.frame_id == tab.id and target is tab
        page = self._documents.page_of(target, event.loader_id)
        asked_for = False
        if main and not self_test:
            document = self._documents.requested(tab, event)
            asked_for = document.asked_for
            page = document.key if asked_for or not tab.page else tab.page
        sent = Sent(
            key=self.next_key(),
            page=page,
            target=target,
            kind=event.type,
            url=event.request.url + event.request.url_fragment,
            method=event.request.method,
            request_id=event.request_id,
            frame_id=event.frame_id,
            document_url=_once(event.document_url),
            main_frame=main,
            asked_for=asked_for,
            reason=self._reasons.pop(event.frame_id, "") if event.type == "Document" else "",
            at=asyncio.get_running_loop().time(),
            initiator=_shared(event.initiator),
            headers=pairs(event.request.headers),
            redirected_from=hops[-1].key if hops else "",
        )
        if hops:
            sent.page, sent.reason = hops[0].page, hops[0].reason
            sent.asked_for = hops[0].asked_for
        self.add(sent, self_test=self_test)
        return sent

    def _answer(self, sent: Sent, response: NetworkResponse) -> None:
        sent.status = response.status
        sent.from_worker = response.from_service_worker
        sent.remote_address = response.remote_address
        if details := response.security_details:
            names = (details.subject_name, *details.san_list)
            sent.certificate = tuple(dict.fromkeys(names[:_MOST_NAMES]))
        if not sent.response_headers:
            sent.response_headers = pairs(response.headers)
            self._document_headers(sent)

    def _document_headers(self, sent: Sent) -> None:
        if sent.main_frame:
            self._documents.headers(sent.request_id, sent.response_headers)

    def _take_extra(self, identity: tuple[str, str]) -> None:
        """Headers as they left and came belong to hops in order of arrival."""
        hops = self._hops.get(identity, [])
        for sent, headers in zip(hops, self._extra_sent.get(identity, ()), strict=False):
            sent.headers = headers
        received = self._extra_received.get(identity, ())
        for sent, (status, headers) in zip(hops, received, strict=False):
            sent.response_headers = headers
            sent.status = sent.status or status
            self._document_headers(sent)

    def _take_body(self, target: Target, event: RequestWillBeSent, sent: Sent) -> None:
        body = bodies.inline(event.request)
        if self._body_bytes >= bounds.BODY_TOTAL:
            sent.body = bodies.Body(missing=event.request.has_post_data)
        elif body is not None:
            self._keep_body(sent, body)
        elif self.connection is not None:
            sent.body = bodies.Body(missing=True)
            self.start(self._asked_body(self.connection, target, sent))

    async def _asked_body(self, connection: Connection, target: Target, sent: Sent) -> None:
        self._keep_body(sent, await bodies.asked(connection, target.session, sent.request_id))

    def _keep_body(self, sent: Sent, body: bodies.Body) -> None:
        sent.body = body
        self._body_bytes += body.size

    def _take_creator(self, target: Target, event: RequestWillBeSent) -> None:
        stack = event.initiator.stack
        while stack is not None and stack.parent is not None:
            stack = stack.parent
        if stack is None or stack.parent_id is None or target.creator_asked:
            return
        if target.parent is not None and self.connection is not None:
            target.creator_asked = True
            self.start(self._asked_creator(self.connection, target, stack.parent_id))

    async def _asked_creator(
        self, connection: Connection, target: Target, stack_id: StackTraceId
    ) -> None:
        target.creator = await creator(connection, target, stack_id)

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Run a question to the debugger beside everything else."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def pairs(headers: Mapping[str, str]) -> Headers:
    """Headers as pairs; the debugger joins repeated ones with a line end."""
    return tuple(
        _once((name, part)) for name, value in headers.items() for part in value.split("\n")
    )


def _shared(initiator: NetworkInitiator) -> NetworkInitiator:
    """The same initiator; frames of its stacks are kept once, ids of its tasks differ."""
    if initiator.stack is None:
        return _once(initiator)
    return msgspec.structs.replace(initiator, stack=_shared_stack(initiator.stack))


def _shared_stack(stack: StackTrace) -> StackTrace:
    parent = stack.parent and _shared_stack(stack.parent)
    return msgspec.structs.replace(stack, call_frames=_once(stack.call_frames), parent=parent)


@lru_cache(maxsize=16_384)
def _same(thing: Hashable) -> Hashable:
    return thing


def _once(thing: Kept) -> Kept:
    """The equal thing that is kept already: a crawl's requests are alike, page after page."""
    return cast("Kept", _same(thing))
