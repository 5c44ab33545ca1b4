"""How a piece of code came to run, where the debugger came late."""

import asyncio

import msgspec
import pytest

from scriptward.sources.scan import script_kinds
from scriptward.sources.scan.documents import Documents
from scriptward.sources.scan.protocol import CallFrame, ScriptParsed, StackTrace
from scriptward.sources.scan.scripts import Scripts
from scriptward.sources.scan.snapshot import Facts
from scriptward.sources.scan.targets import Target
from scriptward.vocabulary.words import ScriptKind

URL = "https://clinic.test/sw.js"
PARSED = ScriptParsed(
    script_id="3",
    url=URL,
    embedder_name=URL,
    hash="00",
    stack_trace=StackTrace(call_frames=(CallFrame(script_id="3", url=URL),)),
)
"""As Chromium gives it when its debugger is switched on while that script runs."""


async def kind_of(*, told: bool) -> ScriptKind:
    answer: asyncio.Future[msgspec.Raw] = asyncio.get_running_loop().create_future()
    if told:
        answer.set_result(msgspec.Raw(b"{}"))
    worker = Target(session="S", id="T", type="service_worker", url=URL, told=answer)
    scripts = Scripts(Documents(), injected=())
    scripts.take(worker, PARSED)
    (one,) = scripts.parsed
    return script_kinds.kind(one, Facts(), sources={}, maker=None, imported=False)


@pytest.mark.parametrize(
    "text, page, kind",
    [
        ("window.printed = 1", "", ScriptKind.INLINE),
        ("(function anonymous(\n) {\nreturn 1\n})", "", ScriptKind.EVAL),
        ("window.printed = 1", "p2", ScriptKind.EVAL),
    ],
)
def test_code_that_an_empty_window_had_already_was_written_into_it(text, page, kind):
    window = Target(session="S", id="T", type="page", url="", opened_on="p1", page=page)
    scripts = Scripts(Documents(), injected=())
    scripts.take(
        window, msgspec.structs.replace(PARSED, url="", embedder_name="", stack_trace=None)
    )
    (one,) = scripts.parsed

    assert script_kinds.kind(one, Facts(), sources={"00": text}, maker=None, imported=False) is kind


@pytest.mark.parametrize(
    "told, kind", [(False, ScriptKind.SERVICE_WORKER), (True, ScriptKind.IMPORT)]
)
def test_a_worker_that_ran_already_is_not_taken_for_what_it_runs(told, kind):
    assert asyncio.run(kind_of(told=told)) is kind
