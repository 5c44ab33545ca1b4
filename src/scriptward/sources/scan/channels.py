"""By which API a request left: from the debugger's word for it and where its answer should go.

Destinations: Fetch Standard, "request destination" (`Sec-Fetch-Dest`).
"""

from collections.abc import Mapping

from scriptward.vocabulary.words import Channel

_TYPES: dict[str, Channel] = {
    "Stylesheet": Channel.CSS,
    "Image": Channel.IMAGE,
    "Media": Channel.MEDIA,
    "TextTrack": Channel.MEDIA,
    "Font": Channel.FONT,
    "Script": Channel.SCRIPT,
    "XHR": Channel.XHR,
    "Fetch": Channel.FETCH,
    "Prefetch": Channel.PREFETCH,
    "EventSource": Channel.EVENTSOURCE,
    "CSPViolationReport": Channel.REPORT,
    "FedCM": Channel.OTHER,
}
_DESTINATIONS: dict[str, Channel] = {
    "object": Channel.OBJECT,
    "embed": Channel.OBJECT,
    "iframe": Channel.FRAME,
    "frame": Channel.FRAME,
    "fencedframe": Channel.FRAME,
    "worker": Channel.WORKER,
    "sharedworker": Channel.WORKER,
    "serviceworker": Channel.WORKER,
    "audioworklet": Channel.WORKER,
    "paintworklet": Channel.WORKER,
    "image": Channel.IMAGE,
    "script": Channel.SCRIPT,
    "style": Channel.CSS,
    "font": Channel.FONT,
    "report": Channel.REPORT,
}
_OTHERS = {"preflight": Channel.FETCH, "script": Channel.SCRIPT, "other": Channel.IMAGE}
"""By initiator: a worker's `importScripts` and the page's icon have no type of their own."""
_FORM = "formSubmission"


def channel(
    kind: str, headers: Mapping[str, str], *, main_frame: bool, reason: str, initiator: str
) -> Channel:
    """The channel. `headers`: lower-case names. `reason`: why a frame navigates, if it does."""
    destination = headers.get("sec-fetch-dest", "")
    if "prefetch" in headers.get("sec-purpose", headers.get("purpose", "")):
        return Channel.PREFETCH
    if kind == "Document":
        return _document(destination, main_frame=main_frame, reason=reason)
    if kind == "Ping":
        return Channel.PING if "ping-to" in headers else Channel.BEACON
    if kind in {"Other", "Script"} and destination in _DESTINATIONS:
        return _DESTINATIONS[destination]
    if kind == "Other" and initiator in _OTHERS:
        return _OTHERS[initiator]
    return _TYPES.get(kind, Channel.OTHER)


def _document(destination: str, *, main_frame: bool, reason: str) -> Channel:
    if destination in {"object", "embed"}:
        return Channel.OBJECT
    if reason.startswith(_FORM):
        return Channel.FORM
    return Channel.NAVIGATION if main_frame else Channel.FRAME
