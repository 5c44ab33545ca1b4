from scriptward.analysis.run_detectors.rejection_ignored import rejection_ignored
from scriptward.vocabulary.words import ChoicePhase, Confidence, Severity
from tests.analysis.choosers import ADDRESS, COOKIE, chooser, plain, waiting
from tests.analysis.visits import ADVERTISER, ANALYTICS, PROCESSOR, STRANGER, flow


def judged(*visits):
    return list(rejection_ignored.judge(visits))


def test_an_advertiser_is_sent_the_page_s_address_all_the_same():
    sent = flow(ADVERTISER, ADDRESS)

    (finding,) = judged(plain(sent), chooser("rejected", sent))

    assert (finding.severity, finding.confidence) == (Severity.HIGH, Confidence.HIGH)
    assert finding.title == (
        "Adnet (px.adnet.test) was sent the page's address from a condition page after the "
        "visitor rejected, as without it"
    )


def test_an_unknown_recipient_is_sent_it_and_the_banner_only_went_away():
    sent = flow(STRANGER, ADDRESS)

    (finding,) = judged(waiting(sent), chooser("rejected", sent, reached=False))

    assert finding.confidence is Confidence.MEDIUM
    assert finding.title.endswith("after the visitor rejected, as without it (Onetrust)")


def test_a_request_without_data_goes_on_unchanged():
    (finding,) = judged(plain(flow(ANALYTICS)), chooser("rejected", flow(ANALYTICS)))

    assert finding.severity is Severity.MEDIUM
    assert "was sent requests from" in finding.title


def test_a_stranger_s_request_is_named_like_one_that_follows_visitors():
    for address in ("https://c.nobody.test/v1/collect", "https://c.nobody.test/a?x=1&uid=[…]"):
        sent = flow(STRANGER, url=address)

        (finding,) = judged(plain(sent), chooser("rejected", sent))

        assert (finding.severity, finding.confidence) == (Severity.MEDIUM, Confidence.LOW)


def test_a_stranger_s_interface_is_asked_something_after_the_rejection():
    for address in ("https://c.nobody.test/slots?clinic=[…]", "https://c.nobody.test/collection"):
        sent = flow(STRANGER, url=address)

        assert judged(plain(sent), chooser("rejected", sent)) == []


def test_nothing_is_sent_after_the_rejection():
    assert judged(waiting(flow(ADVERTISER, ADDRESS)), chooser("rejected")) == []


def test_the_rejection_was_not_possible():
    sent = flow(ADVERTISER, ADDRESS)

    assert judged(plain(sent), chooser("rejected", sent, phase=ChoicePhase.NOT_MADE)) == []


def test_less_is_sent_than_before():
    before = waiting(flow(ADVERTISER, ADDRESS, COOKIE))

    assert judged(before, chooser("rejected", flow(ADVERTISER, ADDRESS))) == []


def test_a_payment_processor_is_told_after_the_rejection():
    sent = flow(PROCESSOR, ADDRESS)

    assert judged(plain(sent), chooser("rejected", sent)) == []
