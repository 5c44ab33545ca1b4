"""Everything one scan sees, from the moment the browser starts: events go to whom they concern."""

import asyncio
from collections.abc import Callable

import msgspec

from scriptward.lib.domains import host_of, is_local
from scriptward.sources.scan import early, local_addresses, protocol, self_test
from scriptward.sources.scan.answering import Answering
from scriptward.sources.scan.cdp import Connection
from scriptward.sources.scan.documents import Documents
from scriptward.sources.scan.network import Network
from scriptward.sources.scan.scripts import Scripts
from scriptward.sources.scan.sensor_channel import SensorChannel
from scriptward.sources.scan.sockets import Sockets
from scriptward.sources.scan.targets import DOCUMENTS, Target, Targets
from scriptward.sources.scan.workers import Workers

Reader = Callable[[Target, msgspec.Raw], None]


class Recording:
    """Owns the recorders and hands each event to one of them."""

    def __init__(self, channel: SensorChannel, answering: Answering | None = None) -> None:
        """`channel`: the sensor's line out of the pages. `answering`: as in a plan."""
        self.channel = channel
        self.documents = Documents()
        self.targets = Targets(channel.commands())
        self.answering = answering
        self.targets.asks_always = answering is not None
        self.network = Network(self.documents)
        self.sockets = Sockets(self.network, self.documents)
        self.scripts = Scripts(self.documents, injected=(*channel.injected, early.REMEMBERED))
        self.workers = Workers()
        self.connection: Connection | None = None
        self.crashes = 0
        self._readers = self._table()

    def attach(self, connection: Connection) -> None:
        """The line to the browser is open."""
        self.connection = self.network.connection = self.scripts.connection = connection

    def event(self, session: str, method: str, params: msgspec.Raw) -> None:
        """One event of the debugger."""
        if self.connection is None:
            return
        if method == "Target.attachedToTarget":
            self._attached(session, msgspec.json.decode(params, type=protocol.Attached))
            return
        if method == "Target.detachedFromTarget":
            gone = msgspec.json.decode(params, type=protocol.Detached)
            self._detached(self.connection, gone.session_id)
            return
        target = self.targets.sessions.get(session)
        reader = self._readers.get(method)
        if target is not None and target.tab.apart and method != "Fetch.requestPaused":
            return
        if target is not None and reader is not None:
            if not target.page and target.type not in DOCUMENTS:
                target.page = self._home(target)
            reader(target, params)

    def _attached(self, session: str, event: protocol.Attached) -> None:
        if self.connection is None:
            return
        parent = self.targets.sessions.get(session)
        target = self.targets.attached(self.connection, parent, event)
        if self.targets.is_self_test(target):
            return
        self.workers.made(target)
        if target.type == "page" and target.opener:
            for one in self.targets.tabs():
                if one.id == target.opener:
                    target.opened_by, target.opened_on = one.session, one.page
            self.network.start(early.of_window(self.connection, target, self.network))

    def _detached(self, connection: Connection, session: str) -> None:
        target = self.targets.sessions.get(session)
        self.targets.detached(connection, session)
        if target is not None:
            self.workers.ended(target)

    def _home(self, target: Target) -> str:
        """The page a worker belongs to: its parent's, else the last that asked for its script."""
        if target.parent is not None:
            return target.tab.page
        for sent in reversed(self.network.sent):
            if sent.url == target.url:
                return sent.page
        shown = (tab.page for tab in reversed(self.targets.tabs()) if tab.page)
        return next(shown, next(reversed(self.documents.all), ""))

    def _table(self) -> dict[str, Reader]:
        network, sockets = self.network, self.sockets
        p = protocol
        return {
            "Network.requestWillBeSentExtraInfo": _typed(p.ExtraSent, network.headers_sent),
            "Network.responseReceived": _typed(
                p.ResponseReceived,
                lambda t, e: network.answered(t, e, self_test=self.targets.is_self_test(t)),
            ),
            "Network.responseReceivedExtraInfo": _typed(p.ExtraReceived, network.headers_received),
            "Network.loadingFinished": _typed(p.LoadingFinished, network.finished),
            "Network.loadingFailed": _typed(p.LoadingFailed, network.failed),
            "Network.requestWillBeSent": _typed(
                p.RequestWillBeSent,
                lambda t, e: network.requested(t, e, self_test=self.targets.is_self_test(t)),
            ),
            "Network.webSocketCreated": _typed(
                p.SocketCreated,
                lambda t, e: sockets.created(t, e, self_test=self.targets.is_self_test(t)),
            ),
            "Network.webTransportCreated": _typed(
                p.SocketCreated, lambda t, e: sockets.created(t, e, self_test=False)
            ),
            "Network.webSocketWillSendHandshakeRequest": _typed(p.SocketRequest, sockets.shakes),
            "Network.webSocketHandshakeResponseReceived": _typed(p.SocketAnswer, sockets.answered),
            "Network.webSocketFrameSent": _typed(
                p.SocketFrame, lambda t, e: sockets.message(t, e, outgoing=True)
            ),
            "Network.webSocketFrameReceived": _typed(
                p.SocketFrame, lambda t, e: sockets.message(t, e, outgoing=False)
            ),
            "Network.webSocketFrameError": _typed(p.SocketError, sockets.failed),
            "Network.reportingApiEndpointsChangedForOrigin": _typed(
                p.EndpointsChanged, lambda _, e: sockets.endpoints(e)
            ),
            "Network.reportingApiReportAdded": _typed(p.ReportEvent, sockets.report),
            "Debugger.scriptParsed": _typed(p.ScriptParsed, self._script),
            "Debugger.scriptFailedToParse": _typed(p.ScriptParsed, self._broken),
            "Page.frameAttached": _typed(p.FrameAttached, self.scripts.frame_made),
            "Page.frameNavigated": _typed(p.FrameNavigated, self._navigated),
            "Page.frameRequestedNavigation": _typed(
                p.FrameRequested, lambda _, e: network.navigates(e)
            ),
            "Page.navigatedWithinDocument": _typed(p.MovedWithin, self._moved),
            "Runtime.bindingCalled": _typed(p.BindingCalled, self._record),
            "Fetch.requestPaused": _typed(p.RequestPaused, self._paused),
            "Inspector.targetCrashed": self._crashed,
        }

    def _script(self, target: Target, event: protocol.ScriptParsed) -> None:
        if not self.targets.is_self_test(target):
            self.scripts.take(target, event)
            self._ran(target)

    def _broken(self, target: Target, event: protocol.ScriptParsed) -> None:
        self.scripts.failed(target, event)
        self._ran(target)

    def _ran(self, target: Target) -> None:
        if self.workers.ran(target) and self.connection is not None:
            self.network.start(early.of_worker(self.connection, target, self.network))

    def _navigated(self, target: Target, event: protocol.FrameNavigated) -> None:
        self.scripts.frame_shows(event)
        if target.type == "page" and not event.frame.parent_id:
            self.documents.committed(target, event)

    def _moved(self, target: Target, event: protocol.MovedWithin) -> None:
        self.scripts.frame_moved(event)
        page = self.documents.first(self.documents.page_of(target))
        self.network.markup.moved(page, self.scripts.frame_url(event.frame_id), event.url)
        if event.frame_id == target.id and event.navigation_type != "fragment":
            self.documents.moved(target, event)

    def _record(self, target: Target, event: protocol.BindingCalled) -> None:
        now = asyncio.get_running_loop().time()
        before = len(self.channel.calls)
        self.channel.take(target.page or target.tab.page, target, event, at=now)
        for said in self.channel.calls[before:]:
            self.workers.registers(target, said.call)

    def _paused(self, target: Target, event: protocol.RequestPaused) -> None:
        changes, line = self.targets.delivering, self.connection
        if changes and line and changes.taken(line, target.session, event):
            return
        method, params = local_addresses.GO_ON
        if self.targets.is_self_test(target):
            method, params = self_test.ANSWER
        elif self.answering and (answer := self.answering(event.request, event.resource_type)):
            method, params = answer.command()
        elif self.targets.asked_before and is_local(host_of(event.request.url)):
            self.network.refused_local += 1
            method, params = local_addresses.REFUSAL
        if self.connection is not None:
            parameters = {"requestId": event.request_id, **params}
            self.connection.post(method, parameters, session=target.session)

    def _crashed(self, target: Target, _: msgspec.Raw) -> None:
        if target.type not in DOCUMENTS:
            return
        target.crashed = True
        self.crashes += 1
        if document := self.documents.current(target.tab):
            document.spoil("its renderer process crashed")


def _typed(shape: type[msgspec.Struct], take: Callable[..., None]) -> Reader:
    """A reader that decodes parameters to `shape` first."""
    decode = msgspec.json.Decoder(shape).decode

    def read(target: Target, params: msgspec.Raw) -> None:
        take(target, decode(params))

    return read
