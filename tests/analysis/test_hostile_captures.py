"""Anything a page can put into a capture gives visits and a report that can be written."""

import msgspec
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scriptward.analysis.judging import report
from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.vocabulary.capture import (
    Capture,
    Frame,
    Initiator,
    RawPage,
    RawRead,
    RawScript,
    Sending,
    SensorCall,
    Value,
)
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.report import Report
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import Channel, Outcome, PageStatus, ReadTarget, ScriptKind

NASTY = (
    "\ud800",
    "\x00",
    "https://[::1",
    "http://a\ud83d.test/\u202e?x=\udfff",
    "data:text/html,<script>",
    "javascript:alert(1)",
    "blob:null/1",
    "https://user:pa@h.test:99999/;a=b;c#f",
    "//",
    "?#",
    "</script>",
    "'nonce-",
    "https://%zz.test/%",
    "stun:x:y",
)
KEYS = st.sampled_from(["p1", "p2", "s1", "s2", "r1", "r2", "document", ""])
TEXT = st.one_of(st.sampled_from(NASTY), st.text(max_size=40), st.sampled_from(["rowan@p.test"]))
URL = st.one_of(TEXT, st.just("https://www.willow.test/find?q=a"), st.just("https://t.test/a.js"))
HEADER = st.tuples(
    st.one_of(TEXT, st.sampled_from(["Set-Cookie", "Referer", "content-security-policy"])), TEXT
)
FRAME = st.builds(Frame, url=URL, script=KEYS, sha256=st.sampled_from(["", "aa"]))
STACK = st.lists(FRAME, max_size=3).map(tuple)
PAGE = st.builds(
    RawPage,
    key=KEYS,
    url=URL,
    status=st.sampled_from(PageStatus),
    reason=TEXT,
    title=TEXT,
    headings=st.lists(TEXT, max_size=2).map(tuple),
    fields=st.lists(TEXT, max_size=2).map(tuple),
    headers=st.lists(HEADER, max_size=3).map(tuple),
)
SCRIPT = st.builds(
    RawScript,
    key=KEYS,
    page=KEYS,
    kind=st.sampled_from(ScriptKind),
    url=URL,
    sha256=st.sampled_from(["", "aa"]),
    source=TEXT,
    loaded_by=KEYS,
    integrity=TEXT,
    frame_url=URL,
)
REQUEST = st.builds(
    Request,
    url=URL,
    method=st.one_of(st.sampled_from(["GET", "POST"]), TEXT),
    headers=st.lists(HEADER, max_size=3).map(tuple),
    body=st.binary(max_size=60),
    body_missing=st.booleans(),
)
SENDING = st.builds(
    Sending,
    key=KEYS,
    page=KEYS,
    request=REQUEST,
    channel=st.sampled_from(Channel),
    frame_url=URL,
    sender_script=KEYS,
    initiator=st.builds(
        Initiator,
        type=st.sampled_from(["parser", "script", "preflight", "other"]),
        stack=STACK,
        parents=st.lists(STACK, max_size=2).map(tuple),
        request=KEYS,
    ),
    sensor=st.none() | st.builds(SensorCall, api=TEXT, stack=STACK, wrapped=st.booleans()),
    outcome=st.sampled_from(Outcome),
    response_headers=st.lists(HEADER, max_size=2).map(tuple),
    redirected_from=KEYS,
)
READ = st.builds(
    RawRead,
    page=KEYS,
    target=st.sampled_from(ReadTarget),
    name=TEXT,
    selector=TEXT,
    field_type=TEXT,
    stack=STACK,
)
CAPTURE = st.builds(
    Capture,
    source=st.just("scan"),
    started_at=st.just(""),
    finished_at=st.just(""),
    pages=st.lists(PAGE, max_size=3, unique_by=lambda page: page.key).map(tuple),
    scripts=st.lists(SCRIPT, max_size=3, unique_by=lambda script: script.key).map(tuple),
    sendings=st.lists(SENDING, max_size=3, unique_by=lambda sending: sending.key).map(tuple),
    reads=st.lists(READ, max_size=2).map(tuple),
    values=st.just((Value(name="email", text="rowan@p.test"),)),
    failures=st.lists(TEXT, max_size=2).map(tuple),
    unseen=st.lists(TEXT, max_size=2).map(tuple),
)


BAD_NAME = Sending(
    key="r1",
    page="p1",
    request=Request(url="https://t.test/", headers=(("\ud800", "rowan@p.test"),)),
    channel=Channel.FETCH,
)


ODD_FRAME = "http://a\ud83d.test/x"
INSIDE = RawScript(key="s1", page="p1", kind=ScriptKind.INLINE, frame_url=ODD_FRAME)
READ_THERE = RawRead(page="p1", target=ReadTarget.FIELD, stack=(Frame(url=ODD_FRAME, script="s1"),))


@example(
    Capture(
        source="scan",
        started_at="",
        finished_at="",
        pages=(RawPage(key="p1", url="https://www.willow.test/"),),
        scripts=(INSIDE,),
        reads=(READ_THERE,),
        values=(Value(name="email", text="rowan@p.test"),),
    )
)
@example(
    Capture(
        source="scan",
        started_at="",
        finished_at="",
        pages=(RawPage(key="p1", url="https://www.willow.test/"),),
        sendings=(BAD_NAME,),
        values=(Value(name="email", text="rowan@p.test"),),
    )
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CAPTURE)
def test_any_capture_gives_a_report_that_can_be_written_and_read(capture):
    visits = observed(capture, approvals=Approvals())
    result = report(capture, visits, version="0.1.0", run_id="run-1")

    written = msgspec.json.encode((visits, result))

    assert msgspec.json.decode(written, type=tuple[tuple[Visit, ...], Report]) == (visits, result)
