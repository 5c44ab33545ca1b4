"""Waits longer than a page is watched.

fires: setTimeout(steal, 30000)
fires: setTimeout(() => steal(), 6e4)
quiet: setTimeout(draw, 100)
quiet: setInterval(poll, 60000)
"""

from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity

_LONG = 5_000.0
_SECOND = 1
"""Place of the time among a timer's arguments."""


@signal(says="waits five seconds or longer", severity=Severity.LOW)
def long_wait(code: Code) -> Iterator[int]:
    """Timers whose time stands in the code."""
    for call in code.calls:
        if call.name == "setTimeout" and len(call.arguments) > _SECOND:
            time = call.arguments[_SECOND]
            if time.type == "number" and _number(code.text(time, 20)) >= _LONG:
                yield call.node.start_byte


def _number(text: str) -> float:
    try:
        return float(int(text, 0)) if text[:2].lower() in {"0x", "0b", "0o"} else float(text)
    except ValueError:
        return 0.0
