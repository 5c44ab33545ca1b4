"""A loop round a switch that goes by a table: obfuscators' way to hide the order of steps.

fires: while (!![]) { switch (order[i++]) { case "0": a(); continue; case "1": b(); continue; } break; }
fires: for (;;) { switch (order[i++]) { case 1: a(); } }
quiet: while (!![]) { switch (state.kind) { case 1: a(); } }
quiet: while (more()) { switch (text[i++]) { case "a": b(); } }
"""  # noqa: E501  # code on one line

from collections.abc import Iterator

from tree_sitter import Node

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity

_LOOPS = frozenset({"for_statement", "while_statement"})
_ENDLESS = frozenset({"", ";", "(true)", "(!![])", "(!0)", "(1)"})


@signal(says="hides the order of its steps in a table", severity=Severity.MEDIUM)
def flattened_control_flow(code: Code) -> Iterator[int]:
    """Switches by a counting index, straight in a loop without an end."""
    for node in code.found("switch_statement"):
        if not _counts(node):
            continue
        block = node.parent
        loop = block.parent if block is not None and block.type == "statement_block" else block
        if loop is None:
            continue
        condition = loop.child_by_field_name("condition")
        if loop.type in _LOOPS and _is_endless(code, condition):
            yield node.start_byte


def _is_endless(code: Code, condition: Node | None) -> bool:
    return condition is None or "".join(code.text(condition, 20).split()) in _ENDLESS


def _counts(switch: Node) -> bool:
    """Whether it goes by a table's next entry: `switch (table[i++])`."""
    value = switch.child_by_field_name("value")
    entry = value.named_child(0) if value is not None else None
    index = entry.child_by_field_name("index") if entry is not None else None
    return index is not None and index.type == "update_expression"
