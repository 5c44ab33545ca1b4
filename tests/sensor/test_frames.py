"""Frames carry the sensor from their first moment."""

from tests.sensor.visit import ends


def test_a_fresh_frame_is_no_way_round(opened):
    visit = opened("framed.html")

    assert "early" in ends(visit.calls("fetch"))


def test_a_frames_next_document_is_seen_at_its_own_address(opened):
    visit = opened("framed.html")

    [late] = [call for call in visit.calls("fetch") if call.url.endswith("late")]
    assert late.url.endswith("/deep/late")
    assert len(visit.reads("field", "email")) == 1
