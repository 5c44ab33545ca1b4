"""How a piece of code came to run, from what the debugger says of it and the page's elements."""

import re
from collections.abc import Mapping

from scriptward.sources.scan.protocol import CallFrame
from scriptward.sources.scan.scripts import Parsed
from scriptward.sources.scan.snapshot import Facts
from scriptward.sources.scan.targets import WORKERS
from scriptward.vocabulary.words import ScriptKind

_WORKER_KINDS = {
    "worker": ScriptKind.WORKER,
    "shared_worker": ScriptKind.SHARED_WORKER,
    "service_worker": ScriptKind.SERVICE_WORKER,
}
_FUNCTION = re.compile(r"\(?(async )?function\*? anonymous\(")
"""How V8 begins the text that `new Function` makes."""
_MAKES_CODE = re.compile(r"(eval|new\s+[\w$.]*Function|Function|[\w$]*Function)\b")
_MAKES_ELEMENTS = re.compile(
    r"(append(Child)?|prepend|insertBefore|insertAdjacent\w+|replaceWith|replaceChild(ren)?|before"
    r"|after|write(ln)?|open|textContent|innerText|text|setHTMLUnsafe|createContextualFragment)\b"
)


def kind(
    parsed: Parsed,
    facts: Facts,
    *,
    sources: Mapping[str, str],
    maker: Parsed | None,
    imported: bool,
    attribute: bool = False,
) -> ScriptKind:
    """The kind. `maker`: the script whose code made this one, by the stack at its birth.

    `imported`: a module that was asked for by `import()`. `attribute`: no script element of the
    document's text has it.
    """
    in_worklet = parsed.event.execution_context_aux_data.type == "worker"
    if parsed.target.type == "worklet" or in_worklet:
        return ScriptKind.WORKLET
    if parsed.target.type in WORKERS:
        return _in_worker(parsed, imported=imported)
    if not parsed.url:
        return _nameless(parsed, facts, sources, maker)
    if parsed.in_text:
        return _in_document(parsed, facts, attribute=attribute)
    return _fetched(parsed, facts, imported=imported)


def _fetched(parsed: Parsed, facts: Facts, *, imported: bool) -> ScriptKind:
    if parsed.url.startswith("data:"):
        return ScriptKind.DATA
    if parsed.url.startswith("blob:"):
        return ScriptKind.BLOB
    if parsed.event.is_module:
        element = parsed.url in facts.modules or not imported
        return ScriptKind.MODULE if element else ScriptKind.IMPORT
    return ScriptKind.EXTERNAL


def _in_worker(parsed: Parsed, *, imported: bool) -> ScriptKind:
    if not parsed.url:
        return ScriptKind.EVAL
    if parsed.url == parsed.target.url and parsed.event.stack_trace is None:
        return _WORKER_KINDS[parsed.target.type]
    part = parsed.event.is_module and not imported
    return ScriptKind.MODULE if part else ScriptKind.IMPORT


def _in_document(parsed: Parsed, facts: Facts, *, attribute: bool) -> ScriptKind:
    event = parsed.event
    if event.is_module:
        return ScriptKind.MODULE
    if event.hash in facts.inline:
        return ScriptKind.INLINE
    handler = attribute or event.hash in facts.handlers or event.stack_trace is not None
    return ScriptKind.EVENT_HANDLER if handler else ScriptKind.INLINE


def _nameless(
    parsed: Parsed, facts: Facts, sources: Mapping[str, str], maker: Parsed | None
) -> ScriptKind:
    event = parsed.event
    if event.is_module:
        return ScriptKind.MODULE
    if event.stack_trace is None:
        return _of_nobody(parsed, facts, sources)
    if _FUNCTION.match(sources.get(event.hash, "")):
        return ScriptKind.EVAL
    calls = event.stack_trace.call_frames
    call = _code_at(sources.get(maker.event.hash, ""), calls[0], maker) if maker and calls else ""
    if _MAKES_CODE.match(call):
        return ScriptKind.EVAL
    if _MAKES_ELEMENTS.match(call) or event.hash in facts.inline:
        return ScriptKind.INLINE
    return ScriptKind.EVENT_HANDLER if event.hash in facts.handlers else ScriptKind.EVAL


def _of_nobody(parsed: Parsed, facts: Facts, sources: Mapping[str, str]) -> ScriptKind:
    digest = parsed.event.hash
    if digest in facts.addresses or _stands_in_address(digest, sources):
        return ScriptKind.JAVASCRIPT_URL
    written = parsed.target.opened_on and not parsed.target.page
    if written and not _FUNCTION.match(sources.get(digest, "")):
        # into an empty window, before the debugger was there
        return ScriptKind.EVENT_HANDLER if digest in facts.handlers else ScriptKind.INLINE
    return ScriptKind.EVAL


def _stands_in_address(digest: str, sources: Mapping[str, str]) -> bool:
    code = sources.get(digest, "")
    return bool(code) and any(f"javascript:{code}" in text for text in sources.values())


def _code_at(source: str, call: CallFrame, maker: Parsed) -> str:
    """The text a call frame points at."""
    lines = source.split("\n")
    row = call.line_number - maker.event.start_line
    if not 0 <= row < len(lines):
        return ""
    return lines[row][call.column_number :][:80] if row else lines[0][_column(call, maker) :][:80]


def _column(call: CallFrame, maker: Parsed) -> int:
    return max(0, call.column_number - maker.event.start_column)
