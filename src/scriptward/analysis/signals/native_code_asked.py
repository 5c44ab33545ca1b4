"""Asks whether the browser's functions are the browser's own: so do builds for old browsers.

fires: if (/native code/.test(fetch.toString())) go()
fires: if (fn.toString().indexOf("[native code]") < 0) hide()
quiet: native(code)
"""

from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity

_LONGEST = 200


@signal(says="asks whether the browser's functions are its own", severity=Severity.LOW)
def native_code_asked(code: Code) -> Iterator[int]:
    """Texts and patterns with what the source of a native function says."""
    for node in code.found("string", "regex"):
        if node.end_byte - node.start_byte < _LONGEST and "native code" in code.text(node):
            yield node.start_byte
