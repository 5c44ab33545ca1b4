"""Goes by the day or hour.

fires: if (new Date().getHours() < 6) go()
fires: var ok = now.getDay() === 0 || now.getDay() === 6
fires: if (Date.now() > 1767225600000) go()
quiet: var shown = now.getHours() + ":" + now.getMinutes()
quiet: if (Date.now() - start > 1000) stop()
"""

import re
from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity

_COMPARED = re.compile(
    r"get(?:UTC)?(?:Hours|Day|Date|Month|FullYear)\(\)\s*(?:[<>]=?|[!=]==?)\s*\d"
    r"|\d\s*(?:[<>]=?|[!=]==?)\s*[\w$.()\s]{0,60}get(?:UTC)?(?:Hours|Day|Date|Month|FullYear)\(\)"
    r"|Date\.now\(\)\s*[<>]=?\s*\d{12,}"
)
_LONGEST = 300


@signal(says="goes by the day or hour", severity=Severity.LOW)
def time_of_day(code: Code) -> Iterator[int]:
    """Parts of a date compared with numbers."""
    for node in code.found("binary_expression"):
        if node.end_byte - node.start_byte <= _LONGEST and _COMPARED.search(code.text(node)):
            yield node.start_byte
