from scriptward.analysis.detectors.replay_unmasked_input import replay_unmasked_input
from scriptward.vocabulary.observations import Recipient
from scriptward.vocabulary.replay import Passing, Surface
from scriptward.vocabulary.words import Baa, Severity
from tests.analysis.replays import recorded, seen
from tests.analysis.visits import RECORDER, SITE, flow


def test_a_vendor_records_what_is_typed():
    visited = recorded(seen(Surface.INPUT_EMAIL), seen(Surface.TEXTAREA), seen(Surface.TEXT))

    (finding,) = replay_unmasked_input.judge(visited)

    assert finding.severity is Severity.HIGH
    assert finding.title == (
        "Recorder Recorder (in.recorder.test) records what is typed into "
        "e-mail fields and text areas"
    )
    assert finding.remedy.text == "set mask_inputs: true"


def test_a_recorded_password_is_critical():
    (finding,) = replay_unmasked_input.judge(recorded(seen(Surface.INPUT_PASSWORD)))

    assert finding.severity is Severity.CRITICAL
    assert finding.data == ("form_value", "password")


def test_a_vendor_with_an_agreement_is_low():
    partner = Recipient(host=RECORDER.host, entity=RECORDER.entity, baa=Baa.ATTESTED)

    (finding,) = replay_unmasked_input.judge(
        recorded(seen(Surface.INPUT_TEXT), flows=(flow(partner),))
    )

    assert finding.severity is Severity.LOW


def test_all_inputs_are_masked():
    visited = recorded(seen(Surface.INPUT_TEXT, Passing.MASKED), seen(Surface.TEXT))

    assert list(replay_unmasked_input.judge(visited)) == []


def test_inputs_were_not_seen():
    visited = recorded(seen(Surface.INPUT_TEXT, Passing.NOT_SEEN))

    assert list(replay_unmasked_input.judge(visited)) == []


def test_the_site_records_for_itself():
    visited = recorded(seen(Surface.INPUT_TEXT), entity="unknown", product="rrweb", host=SITE)

    assert list(replay_unmasked_input.judge(visited)) == []
