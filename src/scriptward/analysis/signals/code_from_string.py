"""Code made from strings.

fires: eval(text)
fires: new Function("a", body)
fires: setTimeout("go()", 10)
fires: [].filter.constructor(text)()
quiet: Function("return this")()
quiet: setTimeout(() => go(), 10)
"""

from collections.abc import Iterator

from scriptward.analysis.code import Call, Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity

_MAKERS = frozenset({"eval", "Function", "execScript"})
_TIMERS = frozenset({"setTimeout", "setInterval"})
_TEXTS = frozenset({"string", "template_string"})


@signal(says="makes code from strings", severity=Severity.MEDIUM)
def code_from_string(code: Code) -> Iterator[int]:
    """Calls of `eval`, `Function`, timers with texts, and constructors of functions."""
    for call in code.calls:
        if call.arguments and _makes(code, call):
            yield call.node.start_byte


def _makes(code: Code, call: Call) -> bool:
    last = call.arguments[-1]
    if call.name in _TIMERS:
        first = call.arguments[0]
        joined = first.type == "binary_expression" and code.text(first, 1) in {'"', "'", "`"}
        return first.type in _TEXTS or joined
    if call.name in _MAKERS:
        return code.string(last) != "return this"
    constructor = call.name.rpartition(".")[2] == "constructor"
    return constructor and (last.type in _TEXTS or call.node.parent is not None) and _run(call)


def _run(call: Call) -> bool:
    """Whether what comes out is called at once."""
    parent = call.node.parent
    return (
        parent is not None
        and parent.type == "call_expression"
        and parent.child_by_field_name("function") == call.node
    )
