"""Small captures: a clinic's page, its scripts, and what was sent from it."""

from typing import Any

from scriptward.vocabulary.capture import (
    Capture,
    Frame,
    Initiator,
    RawPage,
    RawScript,
    Sending,
    SensorCall,
    Value,
)
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import Channel, ScriptKind

URL = "https://www.willow.test/appointments"
TAG_URL = "https://cdn.tracker.test/tag.js"
COLLECT = "https://in.tracker.test/collect"
EMAIL = Value(name="email", text="rowan.q7@patient.test")

PAGE = RawPage(key="p1", url=URL, title="Book an appointment", headings=("Appointment",))
TAG = RawScript(
    key="s1",
    page="p1",
    kind=ScriptKind.EXTERNAL,
    url=TAG_URL,
    sha256="11" * 32,
    size=40,
    loaded_by="document",
    frame_url=URL,
)
CALLER = RawScript(
    key="s2",
    page="p1",
    kind=ScriptKind.EXTERNAL,
    url="https://www.willow.test/app.js",
    sha256="22" * 32,
    size=40,
    loaded_by="document",
    frame_url=URL,
)
WRAPPER = RawScript(
    key="s3",
    page="p1",
    kind=ScriptKind.EXTERNAL,
    url="https://cdn.watcher.test/monitor.js",
    sha256="33" * 32,
    size=40,
    loaded_by="document",
    frame_url=URL,
)
TOOL = RawScript(
    key="s4",
    page="p1",
    kind=ScriptKind.EXTERNAL,
    url="https://www.willow.test/axios.js",
    sha256="44" * 32,
    size=40,
    source="/*! Axios v1.7.0 Copyright (c) 2024 */ (function(){})()",
    loaded_by="document",
    frame_url=URL,
)


def at(script: RawScript, line: int = 1) -> Frame:
    """A call frame in a script, as the debugger names it."""
    return Frame(url=script.url, script=script.key, line=line, column=1, sha256=script.sha256)


def by_debugger(*scripts: RawScript, **rest: Any) -> Initiator:
    """Started by script; frames innermost first."""
    return Initiator(type="script", stack=tuple(map(at, scripts)), **rest)


def by_sensor(*scripts: RawScript, api: str = "fetch", wrapped: bool = False) -> SensorCall:
    """The sensor's view of the same call."""
    frames = tuple(Frame(url=s.url, line=1, column=1, sha256=s.sha256) for s in scripts)
    return SensorCall(api=api, stack=frames, wrapped=wrapped)


def sending(url: str = COLLECT, *, key: str = "r1", **rest: Any) -> Sending:
    """One POST by fetch from the page."""
    request = Request(
        url=url,
        method=rest.pop("method", "POST"),
        headers=rest.pop("headers", ()),
        body=rest.pop("body", b""),
    )
    return Sending(
        key=key,
        page=rest.pop("page", "p1"),
        request=request,
        channel=rest.pop("channel", Channel.FETCH),
        frame_url=rest.pop("frame_url", URL),
        **rest,
    )


def capture(*sendings: Sending, **rest: Any) -> Capture:
    """One run over the page with all scripts above."""
    return Capture(
        source=rest.pop("source", "scan"),
        started_at="2026-11-25T10:00:00Z",
        finished_at="2026-11-25T10:01:00Z",
        pages=rest.pop("pages", (PAGE,)),
        scripts=rest.pop("scripts", (TAG, CALLER, WRAPPER, TOOL)),
        sendings=sendings,
        values=rest.pop("values", (EMAIL,)),
        **rest,
    )
