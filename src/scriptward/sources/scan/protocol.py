"""The debugger's messages that a scan reads, as the Chrome DevTools Protocol spells them.

https://chromedevtools.github.io/devtools-protocol/tot/ ; only fields that are read are named.
"""

import msgspec


class Shape(msgspec.Struct, frozen=True, rename="camel"):
    """Fields in the protocol's spelling; unknown ones are ignored."""


class Fault(Shape, frozen=True):
    """Why a command failed."""

    message: str = ""


class Envelope(msgspec.Struct, frozen=True):
    """An event (`method`) or an answer (`id`), its content not yet decoded."""

    method: str = ""
    params: msgspec.Raw = msgspec.Raw(b"{}")
    id: int = 0
    result: msgspec.Raw = msgspec.Raw(b"{}")
    error: Fault | None = None
    sessionId: str = ""  # noqa: N815  # the protocol's spelling


class TargetInfo(Shape, frozen=True):
    """A page, frame, worker or worklet that can be debugged."""

    target_id: str
    type: str
    url: str = ""
    opener_id: str = ""
    browser_context_id: str = ""


class Attached(Shape, frozen=True):
    """Target.attachedToTarget."""

    session_id: str
    target_info: TargetInfo
    waiting_for_debugger: bool = False


class Detached(Shape, frozen=True):
    """Target.detachedFromTarget."""

    session_id: str


class CallFrame(Shape, frozen=True):
    """One frame; line and column count from 0 here."""

    function_name: str = ""
    script_id: str = ""
    url: str = ""
    line_number: int = 0
    column_number: int = 0


class StackTraceId(Shape, frozen=True):
    """A stack kept in another debugger, to be asked for."""

    id: str
    debugger_id: str = ""


class StackTrace(Shape, frozen=True):
    """Frames and the task that queued them."""

    call_frames: tuple[CallFrame, ...] = ()
    description: str = ""
    parent: "StackTrace | None" = None
    parent_id: StackTraceId | None = None


class NetworkInitiator(Shape, frozen=True):
    """What started a request."""

    type: str = "other"
    url: str = ""
    line_number: float = -1
    stack: StackTrace | None = None
    request_id: str = ""


class PostEntry(Shape, frozen=True):
    """A piece of a body, base64."""

    bytes: str = ""


class NetworkRequest(Shape, frozen=True):
    """Network.Request."""

    url: str
    method: str = "GET"
    url_fragment: str = ""
    headers: dict[str, str] = {}
    has_post_data: bool = False
    post_data: str | None = None
    post_data_entries: tuple[PostEntry, ...] = ()


class SecurityDetails(Shape, frozen=True):
    """Network.SecurityDetails: the certificate's names."""

    subject_name: str = ""
    san_list: tuple[str, ...] = ()


class NetworkResponse(Shape, frozen=True):
    """Network.Response."""

    url: str = ""
    status: int = 0
    headers: dict[str, str] = {}
    remote_address: str = msgspec.field(default="", name="remoteIPAddress")
    from_service_worker: bool = False
    charset: str = ""
    security_details: SecurityDetails | None = None


class RequestWillBeSent(Shape, frozen=True):
    """Network.requestWillBeSent."""

    request_id: str
    request: NetworkRequest
    loader_id: str = ""
    document_url: str = msgspec.field(default="", name="documentURL")
    initiator: NetworkInitiator = NetworkInitiator()
    type: str = "Other"
    frame_id: str = ""
    redirect_response: NetworkResponse | None = None


class ExtraSent(Shape, frozen=True):
    """Network.requestWillBeSentExtraInfo: headers as they left, cookies included."""

    request_id: str
    headers: dict[str, str] = {}


class ResponseReceived(Shape, frozen=True):
    """Network.responseReceived."""

    request_id: str
    response: NetworkResponse
    type: str = "Other"
    frame_id: str = ""


class ExtraReceived(Shape, frozen=True):
    """Network.responseReceivedExtraInfo."""

    request_id: str
    headers: dict[str, str] = {}
    status_code: int = 0


class CorsError(Shape, frozen=True):
    """Why a rule about origins or address spaces stopped a request."""

    cors_error: str = ""


class LoadingFailed(Shape, frozen=True):
    """Network.loadingFailed."""

    request_id: str
    error_text: str = ""
    canceled: bool = False
    blocked_reason: str = ""
    cors_error_status: CorsError = CorsError()


class LoadingFinished(Shape, frozen=True):
    """Network.loadingFinished."""

    request_id: str


class SocketCreated(Shape, frozen=True):
    """Network.webSocketCreated, Network.webTransportCreated."""

    url: str
    request_id: str = ""
    transport_id: str = ""
    initiator: NetworkInitiator = NetworkInitiator()


class SocketRequest(Shape, frozen=True):
    """Network.webSocketWillSendHandshakeRequest: its `request` has headers only."""

    request_id: str
    request: dict[str, object] = {}


class SocketAnswer(Shape, frozen=True):
    """Network.webSocketHandshakeResponseReceived."""

    request_id: str
    response: NetworkResponse


class FrameData(Shape, frozen=True):
    """A WebSocket frame: text, or base64 where `opcode` is 2."""

    opcode: float = 1
    payload_data: str = ""


class SocketFrame(Shape, frozen=True):
    """Network.webSocketFrameSent and webSocketFrameReceived."""

    request_id: str
    response: FrameData


class SocketError(Shape, frozen=True):
    """Network.webSocketFrameError and webSocketClosed."""

    request_id: str
    error_message: str = ""


class ContextData(Shape, frozen=True):
    """Which frame a script runs in, and whether in the page's own world."""

    type: str = "default"
    frame_id: str = ""


class ScriptParsed(Shape, frozen=True):
    """Debugger.scriptParsed and scriptFailedToParse."""

    script_id: str
    url: str = ""
    start_line: int = 0
    start_column: int = 0
    hash: str = ""
    length: int = 0
    is_module: bool = False
    embedder_name: str = ""
    stack_trace: StackTrace | None = None
    execution_context_aux_data: ContextData = ContextData()


class PageFrame(Shape, frozen=True):
    """Page.Frame."""

    id: str
    loader_id: str = ""
    url: str = ""
    parent_id: str = ""
    unreachable_url: str = ""


class FrameNavigated(Shape, frozen=True):
    """Page.frameNavigated."""

    frame: PageFrame


class FrameAttached(Shape, frozen=True):
    """Page.frameAttached, with the stack of the script that made the frame, if one did."""

    frame_id: str
    stack: StackTrace | None = None


class MovedWithin(Shape, frozen=True):
    """Page.navigatedWithinDocument: an app changed its screen's address."""

    frame_id: str
    url: str
    navigation_type: str = ""


class FrameRequested(Shape, frozen=True):
    """Page.frameRequestedNavigation."""

    frame_id: str
    reason: str = ""
    url: str = ""


class BindingCalled(Shape, frozen=True):
    """Runtime.bindingCalled."""

    name: str
    payload: str


class HeaderEntry(Shape, frozen=True):
    """Fetch.HeaderEntry."""

    name: str
    value: str


class RequestPaused(Shape, frozen=True):
    """Fetch.requestPaused."""

    request_id: str
    request: NetworkRequest
    resource_type: str = ""
    response_status_code: int = 0
    """Set, as one of the next two, where its answer was stopped and not the request."""
    response_error_reason: str = ""
    response_headers: tuple[HeaderEntry, ...] = ()


class EndpointGroup(Shape, frozen=True):
    """Where an origin's reports go."""

    url: str = ""
    group_name: str = ""


class EndpointsChanged(Shape, frozen=True):
    """Network.reportingApiEndpointsChangedForOrigin."""

    origin: str = ""
    endpoints: tuple[EndpointGroup, ...] = ()


class ReportAdded(Shape, frozen=True):
    """Network.reportingApiReportAdded's report."""

    id: str = ""
    initiator_url: str = ""
    destination: str = ""
    type: str = ""
    body: dict[str, object] = {}


class ReportEvent(Shape, frozen=True):
    """Network.reportingApiReportAdded."""

    report: ReportAdded
