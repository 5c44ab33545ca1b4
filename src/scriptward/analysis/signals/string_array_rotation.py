"""A table of strings that is turned before it is read: obfuscators' way to hide texts.

fires: var t = ["a1", "b2", "c3"]; (function (a, n) { while (--n) a.push(a.shift()); })(t, 5);
fires: var t = ["a1"]; for (;;) { try { break } catch (e) { t["push"](t["shift"]()) } }
quiet: queue.push(item); next = queue.shift();
"""

from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity


@signal(says="turns a table of strings before it reads it", severity=Severity.MEDIUM)
def string_array_rotation(code: Code) -> Iterator[int]:
    """Something's first element is moved to its end."""
    for call in code.calls:
        owner, _, method = call.name.rpartition(".")
        if method == "push" and len(call.arguments) == 1:
            (moved,) = call.arguments
            if (
                moved.type == "call_expression"
                and code.name(moved.child_by_field_name("function")) == f"{owner}.shift"
            ):
                yield call.node.start_byte
