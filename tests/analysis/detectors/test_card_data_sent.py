from scriptward.analysis.detectors.card_data_sent import card_data_sent
from scriptward.vocabulary.words import Channel, DataKind, PageClass, Severity
from tests.analysis.visits import ATTESTED, OWN, PROCESSOR, STRANGER, flow, leak, script, visit

CARD = leak(DataKind.CARD_DATA)


def test_a_card_number_reaches_an_unknown_host():
    skimmer = script("c.nobody.test", "unknown")
    sent = flow(STRANGER, CARD, script=skimmer)

    (finding,) = card_data_sent.judge(
        visit(PageClass.PAYMENT_PAGE, scripts=(skimmer,), flows=(sent,))
    )

    assert finding.severity is Severity.CRITICAL
    assert finding.script == skimmer.id
    assert finding.title == (
        "c.nobody.test/…/tag.js sent card data from a payment page to c.nobody.test (owner unknown)"
    )


def test_a_script_submits_the_card_by_a_form():
    skimmer = script("c.nobody.test", "unknown")
    sent = flow(STRANGER, CARD, script=skimmer, channel=Channel.FORM)

    (finding,) = card_data_sent.judge(visit(PageClass.PAYMENT_PAGE, flows=(sent,)))

    assert finding.severity is Severity.CRITICAL


def test_a_frame_of_an_unknown_owner_takes_the_card():
    sent = flow(STRANGER, CARD, frame="nobody.test")

    (finding,) = card_data_sent.judge(visit(PageClass.PAYMENT_PAGE, flows=(sent,)))

    assert finding.severity is Severity.MEDIUM


def test_the_card_goes_to_the_payment_processor():
    seen = visit(PageClass.PAYMENT_PAGE, flows=(flow(PROCESSOR, CARD),))

    assert list(card_data_sent.judge(seen)) == []


def test_the_card_goes_to_the_own_site():
    seen = visit(PageClass.PAYMENT_PAGE, flows=(flow(OWN, CARD),))

    assert list(card_data_sent.judge(seen)) == []


def test_an_agreement_on_patient_data_does_not_cover_cards_that_a_script_sends():
    (finding,) = card_data_sent.judge(visit(PageClass.PAYMENT_PAGE, flows=(flow(ATTESTED, CARD),)))

    assert finding.severity is Severity.CRITICAL


def test_a_frame_of_a_vendor_with_an_agreement_takes_the_card():
    sent = flow(ATTESTED, CARD, frame="partner.test")

    assert list(card_data_sent.judge(visit(PageClass.PAYMENT_PAGE, flows=(sent,)))) == []
