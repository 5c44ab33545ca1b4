from scriptward.analysis.comparing_replay import replay_changes
from scriptward.vocabulary.replay import Passing, Surface
from scriptward.vocabulary.words import Severity
from tests.analysis.replays import recorded, seen
from tests.analysis.visits import script

MASKED = seen(Surface.INPUT_EMAIL, Passing.MASKED)
SENT = seen(Surface.INPUT_EMAIL)


def test_a_mask_that_went_is_high_and_names_the_surface_and_the_setting():
    code = script()
    old, new = (recorded(one, script=code.id, scripts=(code,)) for one in (MASKED, SENT))

    (change,) = replay_changes([old], [new])

    assert change.severity is Severity.HIGH
    assert change.says == "records e-mail fields, masked before; mask_inputs: true masks them"
    assert change.name == "input_email"
    assert change.script == "cdn.counter.test/…/tag.js"


def test_a_mask_that_came_is_low():
    (change,) = replay_changes([recorded(SENT)], [recorded(MASKED)])

    assert change.severity is Severity.LOW
    assert change.says == "Recorder Recorder (in.recorder.test) masks e-mail fields, sent before"


def test_what_one_run_did_not_see_is_no_change():
    unseen = seen(Surface.INPUT_EMAIL, Passing.NOT_SEEN)

    assert list(replay_changes([recorded(unseen)], [recorded(SENT)])) == []
    assert list(replay_changes([recorded(SENT)], [recorded(unseen)])) == []
    assert list(replay_changes([recorded(SENT)], [recorded(SENT)])) == []


def test_another_page_or_recorder_is_not_compared():
    other = recorded(SENT, entity="Another", product="Replay")

    assert list(replay_changes([recorded(MASKED)], [other])) == []


def test_markings_are_told_apart():
    old = recorded(seen(Surface.MARKED_TEXT, Passing.MASKED, "a"), seen(Surface.MARKED_TEXT))
    new = recorded(seen(Surface.MARKED_TEXT, marking="a"), seen(Surface.MARKED_TEXT))

    (change,) = replay_changes([old], [new])

    assert change.name == "marked_text a"
