"""Frames carry the sensor from their first moment."""

from tests.sensor.visit import ends, files


def test_a_fresh_frame_is_no_way_round(opened):
    visit = opened("framed.html")

    assert "early" in ends(visit.calls("fetch"))


def test_a_frames_next_document_is_seen_at_its_own_address(opened):
    visit = opened("framed.html")

    [late] = [call for call in visit.calls("fetch") if call.url.endswith("late")]
    assert late.url.endswith("/deep/late")
    assert len(visit.reads("field", "email")) == 1


def test_what_a_removed_frames_function_sends_is_its_callers(opened):
    visit = opened("orphan.html")

    visit.until(lambda: {"by-window", "by-document"} <= set(ends(visit.calls("fetch"))))
    assert {files(call.stack)[0] for call in visit.calls("fetch")} == {"orphan.js"}


def test_a_frame_whose_window_was_taken_shows_no_trace_of_that(opened):
    visit = opened("orphan.html")

    visit.until(lambda: visit.said)
    assert visit.said == ["[]"]
