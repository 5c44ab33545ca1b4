"""Listens for a person's movements.

fires: addEventListener("mousemove", () => (moves += 1))
fires: document.onscroll = look
quiet: addEventListener("load", start)
"""

from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity

_EVENTS = ("mousemove", "pointermove", "scroll", "wheel", "touchstart", "touchmove", "mouseover")


@signal(says="listens for movements of mouse, finger or page", severity=Severity.LOW)
def movement_awaited(code: Code) -> Iterator[int]:
    """Handlers of movements."""
    yield from code.listens(_EVENTS)
