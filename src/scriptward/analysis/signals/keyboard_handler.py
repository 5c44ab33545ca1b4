"""Listens to keys or to what is typed.

fires: document.addEventListener("keydown", log)
fires: field.oninput = function () { send(this.value) }
quiet: button.addEventListener("click", go)
"""

from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity

_EVENTS = ("keydown", "keyup", "keypress", "input", "beforeinput", "change")


@signal(says="listens to keys or to what is typed", severity=Severity.LOW)
def keyboard_handler(code: Code) -> Iterator[int]:
    """Handlers of keys and entries."""
    yield from code.listens(_EVENTS)
