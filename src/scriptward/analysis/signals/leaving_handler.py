"""Does something when the page is left, when requests are easily missed.

fires: addEventListener("pagehide", () => navigator.sendBeacon(url, all))
fires: window.onbeforeunload = send
quiet: addEventListener("load", start)
"""

from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity

_EVENTS = ("pagehide", "beforeunload", "unload", "visibilitychange", "freeze")


@signal(says="does something when the page is left or hidden", severity=Severity.LOW)
def leaving_handler(code: Code) -> Iterator[int]:
    """Handlers of the page's end."""
    yield from code.listens(_EVENTS)
