"""What a recorder's requests tell of a probe, on captures made by hand."""

import json
from dataclasses import replace
from typing import Any

from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.vocabulary.capture import Capture, Placed, RawPage, ReplayProbe, Sending, Value
from scriptward.vocabulary.replay import Passing, Surface
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import Channel, Outcome

PAGE = RawPage(key="p1", url="https://www.willow.test/visits")
BESIDE = RawPage(key="p2", url="https://www.willow.test/visits")
END = Value(name="mark.end", text="tuvoligasemoka")
EMAIL = Placed(
    surface=Surface.INPUT_EMAIL,
    mark=Value(name="mark.0", text="vodalukimeraso"),
    value=Value(name="surface.0.email", text="kifonadulopezi@mail.example"),
)
TEXT = Placed(
    surface=Surface.TEXT,
    mark=Value(name="mark.1", text="pomeludafikoru"),
    value=Value(name="surface.1", text="ganibosuketavo"),
)
MARKED = Placed(
    surface=Surface.MARKED_TEXT,
    marking='class="rr-mask"',
    mark=Value(name="mark.2", text="selukodapimofu"),
    value=Value(name="surface.2", text="rifatomezuguba"),
)
ALL = (EMAIL, TEXT, MARKED)


def batch(*texts, url="https://in.recorder.test/rec", key="r1", **rest):
    """One request of a recorder."""
    body = json.dumps({"events": [{"data": {"text": text}} for text in texts]}).encode()
    request = Request(url=url, method="POST", body=body, **rest)
    return Sending(key=key, page="p2", request=request, channel=Channel.FETCH)


def _capture(**seen: Any) -> Capture:
    return Capture(source="scan", started_at="2026-11-30", finished_at="2026-11-30", **seen)


def rows(*sendings, recorders=("rrweb",), placed=ALL, reason=""):
    """The rows of a run with one probe."""
    values = (END, *(value for one in placed for value in (one.mark, one.value)))
    beside = _capture(pages=(BESIDE,), sendings=sendings, values=values)
    probe = ReplayProbe(
        page="p1", recorders=recorders, placed=placed, end=END, visit=beside, reason=reason
    )
    (visit,) = observed(_capture(pages=(PAGE,), probes=(probe,)), approvals=Approvals())
    return visit.replay


def outcomes(row):
    return {one.surface: one.outcome for one in row.surfaces}


MARKS = tuple(one.mark.text for one in ALL)


def test_a_value_in_the_recording_is_sent_and_its_neighbours_are_masked():
    (row,) = rows(batch(*MARKS, EMAIL.value.text, END.text))

    assert outcomes(row) == {
        Surface.INPUT_EMAIL: Passing.SENT,
        Surface.TEXT: Passing.MASKED,
        Surface.MARKED_TEXT: Passing.MASKED,
    }
    (sent,) = [one for one in row.surfaces if one.outcome is Passing.SENT]
    assert sent.path == "body.events[3].data.text"
    assert sent.url == "https://in.recorder.test/rec"
    assert (row.entity, row.product, row.host) == ("unknown", "rrweb", "in.recorder.test")


def test_without_the_end_nothing_is_masked():
    several = tuple(
        replace(TEXT, mark=Value(name=f"mark.{n}", text=f"{n}polimadukes")) for n in range(5, 10)
    )

    (row,) = rows(batch(*(one.mark.text for one in several)), placed=several)

    assert {one.outcome for one in row.surfaces} == {Passing.NOT_SEEN}
    assert row.reason == "its recording was not seen to the end of the probe"


def test_without_its_place_a_surface_is_not_seen():
    (row,) = rows(batch(EMAIL.mark.text, END.text))

    assert outcomes(row)[Surface.TEXT] is Passing.NOT_SEEN
    assert outcomes(row)[Surface.INPUT_EMAIL] is Passing.MASKED


def test_what_was_not_used_is_not_seen():
    (row,) = rows(batch(*MARKS, END.text), placed=(replace(EMAIL, done=False), TEXT))

    assert outcomes(row)[Surface.INPUT_EMAIL] is Passing.NOT_SEEN
    assert outcomes(row)[Surface.TEXT] is Passing.MASKED


def test_a_recording_that_is_not_there_whole_masks_nothing():
    (row,) = rows(batch(*MARKS, END.text), batch(key="r2", body_missing=True))

    assert {one.outcome for one in row.surfaces} == {Passing.NOT_SEEN}
    assert row.reason == "its recording could not be read to the end"


def test_a_value_beside_the_recording_counts_for_the_same_vendor_only():
    (row,) = rows(
        batch(*MARKS, END.text),
        batch(TEXT.value.text, url="https://events.recorder.test/e", key="r2"),
        batch(EMAIL.value.text, url="https://stats.counter.test/e", key="r3"),
    )

    assert outcomes(row)[Surface.TEXT] is Passing.SENT
    assert outcomes(row)[Surface.INPUT_EMAIL] is Passing.MASKED


def test_a_referer_is_no_recording():
    quiet = batch(*MARKS, END.text, headers=(("Referer", f"https://a.test/?q={TEXT.value.text}"),))

    (row,) = rows(quiet)

    assert outcomes(row)[Surface.TEXT] is Passing.MASKED


def test_a_recorder_that_sends_nothing_is_told_with_why():
    (row,) = rows(recorders=("sentry",))

    assert (row.entity, row.host) == ("Functional Software", "")
    assert {one.outcome for one in row.surfaces} == {Passing.NOT_SEEN}
    assert row.reason == "its code is on the page, and no recording of the probe was seen"


def test_two_recorders_are_two_rows_with_their_own_settings():
    clarity = batch(*MARKS, END.text, url="https://www.clarity.ms/collect", key="r2")

    told = rows(
        batch(*MARKS, END.text, url="https://o1.ingest.sentry.io/api/1/envelope/"),
        clarity,
        recorders=("clarity", "sentry"),
    )

    assert [(row.entity, row.product) for row in told] == [
        ("Functional Software", "Sentry"),
        ("Microsoft", "Clarity"),
    ]
    assert [row.surfaces[1].setting for row in told] == [
        "replayIntegration({ maskAllText: true })",
        "masking mode strict (content: false)",
    ]


def test_markings_of_other_vendors_are_left_out():
    (row,) = rows(batch(*MARKS, END.text), recorders=("clarity",))

    assert Surface.MARKED_TEXT not in outcomes(row)


def test_why_a_probe_ended_early_is_said():
    (row,) = rows(batch(*MARKS, END.text), reason="the page took longer than a probe may")

    assert row.reason == "the page took longer than a probe may"


def test_what_stands_in_the_payload_s_keys_is_masked():
    body = json.dumps({TEXT.value.text: {EMAIL.value.text: END.text}}).encode()
    sending = replace(batch(), request=Request(url="https://in.recorder.test/rec", body=body))

    (row,) = rows(sending)

    shown = " ".join(one.path for one in row.surfaces)
    assert TEXT.value.text not in shown
    assert EMAIL.value.text not in shown


def test_batches_under_addresses_of_their_own_are_one_recording():
    several = tuple(
        Placed(
            surface=Surface.TEXT,
            mark=Value(name=f"mark.{n}", text=f"pomeludafi{n}koru"),
            value=Value(name=f"surface.{n}", text=f"ganibosuke{n}tavo"),
        )
        for n in range(5)
    )
    first = batch(*(one.mark.text for one in several), url="https://in.recorder.test/chunk/1")
    last = batch(END.text, url="https://in.recorder.test/chunk/2", key="r2")

    (row,) = rows(first, last, placed=several)

    assert {one.outcome for one in row.surfaces} == {Passing.MASKED}


def test_what_the_browser_blocked_did_not_leave():
    blocked = replace(batch(TEXT.value.text, key="r2"), outcome=Outcome.BLOCKED)

    (row,) = rows(batch(*MARKS, END.text), blocked)

    assert outcomes(row)[Surface.TEXT] is Passing.MASKED


def test_a_flood_is_not_read_to_its_end_and_masks_nothing():
    flood = [batch("noise", key=f"n{number}") for number in range(120)]

    (row,) = rows(batch(*MARKS, EMAIL.value.text, END.text), *flood)

    assert outcomes(row)[Surface.INPUT_EMAIL] is Passing.SENT
    assert outcomes(row)[Surface.TEXT] is Passing.NOT_SEEN
    assert row.reason == "its recording could not be read to the end"


def test_a_click_s_surroundings_are_no_recording_and_no_other_vendor_s():
    clicks = batch(EMAIL.mark.text, TEXT.value.text, url="https://api2.amplitude.com/2/httpapi")

    (row,) = rows(clicks, recorders=("sentry",))

    assert (row.product, row.host) == ("Sentry", "")
    assert {one.outcome for one in row.surfaces} == {Passing.NOT_SEEN}


def test_a_recording_of_somebody_known_is_not_called_by_the_only_recorder_s_name():
    known = batch(*MARKS, END.text, url="https://api2.amplitude.com/2/httpapi")

    told = rows(known, recorders=("sentry",))

    assert [row.entity for row in told] == ["Amplitude", "Functional Software"]
    assert told[0].product == "Amplitude Analytics"


def test_what_a_vendor_gets_beside_no_recording_is_sent():
    event = batch(TEXT.value.text, url="https://us.i.posthog.com/e/")

    (row,) = rows(event, recorders=("posthog",))

    assert outcomes(row)[Surface.TEXT] is Passing.SENT
    assert outcomes(row)[Surface.INPUT_EMAIL] is Passing.NOT_SEEN
