from scriptward.analysis.detectors.replay_mask_ignored import replay_mask_ignored
from scriptward.vocabulary.replay import Passing, Surface
from scriptward.vocabulary.words import Severity
from tests.analysis.replays import recorded, seen
from tests.analysis.visits import SITE

MARKED = 'class="no-record"'


def test_a_field_with_the_vendor_s_marking_is_recorded():
    (finding,) = replay_mask_ignored.judge(recorded(seen(Surface.MARKED_INPUT, marking=MARKED)))

    assert finding.severity is Severity.HIGH
    assert finding.title == (
        "Recorder Recorder (in.recorder.test) records what is typed into elements marked "
        'class="no-record" all the same'
    )


def test_markings_are_findings_of_their_own():
    visited = recorded(
        seen(Surface.MARKED_INPUT, marking=MARKED),
        seen(Surface.MARKED_TEXT, marking=MARKED),
        seen(Surface.MARKED_TEXT, marking="data-private"),
    )

    assert len({finding.id for finding in replay_mask_ignored.judge(visited)}) == 3


def test_marked_elements_are_masked():
    visited = recorded(seen(Surface.MARKED_TEXT, Passing.MASKED, MARKED), seen(Surface.TEXT))

    assert list(replay_mask_ignored.judge(visited)) == []


def test_the_site_records_for_itself():
    visited = recorded(
        seen(Surface.MARKED_TEXT, marking=MARKED), entity="unknown", product="", host=SITE
    )

    assert list(replay_mask_ignored.judge(visited)) == []
