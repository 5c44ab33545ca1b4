"""Puts functions of its own over the browser's.

fires: XMLHttpRequest.prototype.send = function () {}
fires: window.fetch = wrapped
fires: Object.defineProperty(HTMLInputElement.prototype, "value", { get: spy })
quiet: Cart.prototype.send = function () {}
quiet: const fetch = require("node-fetch")
"""

from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity

_OBJECTS = (
    *("XMLHttpRequest", "EventTarget", "Node", "Element", "HTMLElement", "HTMLInputElement"),
    *("HTMLFormElement", "HTMLScriptElement", "HTMLTextAreaElement", "HTMLIFrameElement"),
    *("Document", "Storage", "WebSocket", "Navigator", "History", "Response", "Request"),
    *("Function", "Array", "Object", "String", "Promise", "RegExp", "Date", "JSON", "Event"),
)
_PROTOTYPES = tuple(f"{name}.prototype" for name in _OBJECTS)
_FUNCTIONS = frozenset(
    {"fetch", "XMLHttpRequest", "WebSocket", "Promise", "navigator.sendBeacon", "history.pushState"}
    | {"history.replaceState", "setTimeout", "addEventListener", "document.createElement"}
    | {"document.write", "document.addEventListener", "JSON.stringify", "JSON.parse", "console.log"}
)
_DEFINING = frozenset(
    {"Object.defineProperty", "Object.defineProperties", "Reflect.defineProperty"}
)


@signal(says="puts functions of its own over the browser's", severity=Severity.MEDIUM)
def overwritten_native(code: Code) -> Iterator[int]:
    """Assignments and definitions on the browser's prototypes and functions."""
    for name, node in code.assigned:
        if name in _FUNCTIONS or name.startswith(tuple(f"{p}." for p in _PROTOTYPES)):
            yield node.start_byte
    for call in code.calls:
        on = code.name(call.arguments[0]) if call.arguments else ""
        if call.name in _DEFINING and on in _PROTOTYPES:
            yield call.node.start_byte
