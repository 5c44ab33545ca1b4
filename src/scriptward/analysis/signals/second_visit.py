"""Goes by what an earlier visit left behind.

fires: if (localStorage.getItem("seen")) go()
fires: document.cookie.indexOf("seen=1") > -1 && go()
fires: localStorage.seen ? go() : wait()
quiet: localStorage.setItem("seen", "1")
"""

from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity

_KEPT = ("localStorage", "document.cookie", "sessionStorage")
_HIGHEST = 8
"""Nodes up from the name to the condition."""


@signal(says="goes by what an earlier visit left behind", severity=Severity.LOW)
def second_visit(code: Code) -> Iterator[int]:
    """Cookies and storage in conditions."""
    for name, node in code.uses:
        if not name.startswith(_KEPT):
            continue
        below, above = node, node.parent
        for _ in range(_HIGHEST):
            if above is None or above.type in {"statement_block", "program", "arguments"}:
                break
            if above.type in {"if_statement", "ternary_expression"}:
                if above.child_by_field_name("condition") == below:
                    yield node.start_byte
                break
            left = above.child_by_field_name("left")
            operator = above.child_by_field_name("operator")
            if operator is not None and operator.type in {"&&", "||"} and left == below:
                yield node.start_byte
                break
            below, above = above, above.parent
