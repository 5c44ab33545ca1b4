"""What doesn't look like a request to the debugger: sockets with their messages, and reports."""

import asyncio

import msgspec

from scriptward.sources.scan import bodies, bounds
from scriptward.sources.scan.documents import Documents
from scriptward.sources.scan.network import Network, Sent, pairs
from scriptward.sources.scan.protocol import (
    EndpointsChanged,
    ReportEvent,
    SocketAnswer,
    SocketCreated,
    SocketError,
    SocketFrame,
    SocketRequest,
)
from scriptward.sources.scan.targets import Target
from scriptward.vocabulary.request import Message
from scriptward.vocabulary.words import Outcome

WEBSOCKET = "WebSocket"
WEBTRANSPORT = "WebTransport"
REPORT = "Report"
_SWITCHING = 101
_BINARY = 2


class Sockets:
    """WebSockets, WebTransport and the Reporting API."""

    def __init__(self, network: Network, documents: Documents) -> None:
        self._network, self._documents = network, documents
        self._open: dict[tuple[str, str], Sent] = {}
        self._endpoints: dict[tuple[str, str], str] = {}

    def created(self, target: Target, event: SocketCreated, *, self_test: bool) -> None:
        """Network.webSocketCreated or webTransportCreated."""
        identity = event.request_id or event.transport_id
        sent = Sent(
            key=self._network.next_key(),
            page=self._documents.page_of(target),
            target=target,
            kind=WEBSOCKET if event.request_id else WEBTRANSPORT,
            url=event.url,
            request_id=identity,
            at=asyncio.get_running_loop().time(),
            initiator=event.initiator,
        )
        if self._network.add(sent, self_test=self_test):
            self._open[target.session, identity] = sent
        target.tab.activity.saw(sent.kind, sent.url.partition("?")[0])

    def shakes(self, target: Target, event: SocketRequest) -> None:
        """Network.webSocketWillSendHandshakeRequest."""
        headers = event.request.get("headers")
        if (sent := self._of(target, event.request_id)) and isinstance(headers, dict):
            sent.headers = pairs({str(name): str(value) for name, value in headers.items()})

    def answered(self, target: Target, event: SocketAnswer) -> None:
        """Network.webSocketHandshakeResponseReceived."""
        if sent := self._of(target, event.request_id):
            sent.status = event.response.status
            sent.response_headers = pairs(event.response.headers)

    def message(self, target: Target, event: SocketFrame, *, outgoing: bool) -> None:
        """Network.webSocketFrameSent or webSocketFrameReceived."""
        sent = self._of(target, event.request_id)
        if sent is None:
            return
        text = event.response.payload_data
        full = sent.message_bytes >= bounds.MESSAGE_BYTES
        if full or len(sent.messages) >= bounds.MESSAGES:
            sent.messages_cut += 1
            return
        if event.response.opcode == _BINARY:
            payload = bodies.decoded(text)
        else:
            payload = text.encode("utf-8", errors="replace")
        sent.messages.append(Message(payload=payload, sent=outgoing))
        sent.message_bytes += len(payload)

    def failed(self, target: Target, event: SocketError) -> None:
        """Network.webSocketFrameError."""
        sent = self._of(target, event.request_id)
        if sent is not None and sent.status != _SWITCHING:
            blocked = "BLOCKED" in event.error_message.upper()
            sent.outcome = Outcome.BLOCKED if blocked else Outcome.FAILED

    def endpoints(self, event: EndpointsChanged) -> None:
        """Network.reportingApiEndpointsChangedForOrigin: where reports will go."""
        for endpoint in event.endpoints:
            self._endpoints[event.origin, endpoint.group_name] = endpoint.url

    def report(self, target: Target, event: ReportEvent) -> None:
        """Network.reportingApiReportAdded: Chromium sends it later, outside every page."""
        report = event.report
        origin = "/".join(report.initiator_url.split("/", 3)[:3])
        url = self._endpoints.get((origin, report.destination), "")
        if not url:
            return
        content = [{"type": report.type, "url": report.initiator_url, "body": report.body}]
        self._network.add(
            Sent(
                key=self._network.next_key(),
                page=self._documents.page_of(target),
                target=target,
                kind=REPORT,
                url=url,
                method="POST",
                headers=(("content-type", "application/reports+json"),),
                body=bodies.cut(msgspec.json.encode(content)),
                at=asyncio.get_running_loop().time(),
            )
        )

    def _of(self, target: Target, identity: str) -> Sent | None:
        return self._open.get((target.session, identity))
