"""Looks for somebody who watches: debuggers, odd window sizes, automated browsers.

fires: setInterval(function () { debugger }, 50)
fires: if (outerWidth - innerWidth > 160) hide()
fires: if (window.outerHeight - window.innerHeight > 200) hide()
fires: if (!navigator.webdriver) go()
quiet: resize(innerWidth, innerHeight)
quiet: console.log(navigator.language)
"""

from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity

_LONGEST = 200
_SIZES = (("outerWidth", "innerWidth"), ("outerHeight", "innerHeight"))


@signal(says="looks for a debugger or an automated browser", severity=Severity.MEDIUM)
def debugger_detection(code: Code) -> Iterator[int]:
    """`debugger`, sizes of the window compared, `webdriver`."""
    for node in code.found("debugger_statement"):
        yield node.start_byte
    yield from code.used("navigator.webdriver")
    for node in code.found("binary_expression"):
        text = code.text(node, _LONGEST)
        if any(outer in text and inner in text for outer, inner in _SIZES) and "-" in text:
            yield node.start_byte
