from scriptward.analysis.detectors.form_value_sent import form_value_sent
from scriptward.analysis.detectors.replay_text_unmasked import replay_text_unmasked
from scriptward.vocabulary.words import DataKind, PageClass, Severity
from tests.analysis.visits import ANALYTICS, OWN, RECORDER, flow, leak, visit


def test_a_recording_carries_what_was_typed_into_a_form():
    seen = visit(PageClass.SYMPTOM_FORM, flows=(flow(RECORDER, leak(DataKind.FREE_TEXT)),))

    (finding,) = replay_text_unmasked.judge(seen)

    assert finding.severity is Severity.HIGH
    assert finding.title == (
        "The page itself recorded free text on a symptom form unmasked "
        "for Recorder (in.recorder.test)"
    )
    assert list(form_value_sent.judge(seen)) == []


def test_page_text_of_a_signed_in_page_is_recorded_by_a_product_analytics_vendor():
    text = leak(DataKind.NAME, path="body[0].properties.$snapshot_data[3].data.adds[1].node.text")
    seen = visit(PageClass.AUTHENTICATED, flows=(flow(ANALYTICS, text),))

    (finding,) = replay_text_unmasked.judge(seen)

    assert finding.data == ("name",)


def test_a_recording_is_masked():
    seen = visit(PageClass.AUTHENTICATED, flows=(flow(RECORDER),))

    assert list(replay_text_unmasked.judge(seen)) == []


def test_a_recording_goes_to_the_own_site():
    seen = visit(PageClass.AUTHENTICATED, flows=(flow(OWN, leak(DataKind.PAGE_TEXT)),))

    assert list(replay_text_unmasked.judge(seen)) == []
