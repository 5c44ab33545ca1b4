from scriptward.analysis.detectors.tracker_on_signed_in_page import tracker_on_signed_in_page
from scriptward.vocabulary.observations import Recipient
from scriptward.vocabulary.words import Baa, PageClass, Severity
from tests.analysis.visits import ADVERTISER, ATTESTED, FONTS, STRANGER, flow, visit


def judged(recipient, page_class=PageClass.AUTHENTICATED):
    return list(tracker_on_signed_in_page.judge(visit(page_class, flows=(flow(recipient),))))


def test_an_advertiser_gets_a_request_from_an_inbox():
    (finding,) = judged(ADVERTISER)

    assert finding.severity is Severity.HIGH
    assert finding.title == (
        "Adnet (px.adnet.test) was sent requests from a signed-in page; no agreement is on file"
    )
    assert finding.controls == ("HT-01", "HT-06", "HT-08")


def test_an_unknown_host_gets_a_request_from_an_inbox():
    (finding,) = judged(STRANGER)

    assert finding.severity is Severity.MEDIUM


def test_a_recipient_that_only_the_policy_names_gets_a_request_without_an_agreement():
    (finding,) = judged(Recipient(host="x.named.test", entity="named", baa=Baa.NONE))

    assert finding.severity is Severity.MEDIUM


def test_a_vendor_with_an_agreement_gets_a_request():
    assert judged(ATTESTED) == []


def test_an_advertiser_gets_a_request_from_a_public_page():
    assert judged(ADVERTISER, PageClass.GENERAL_PUBLIC) == []


def test_a_font_is_loaded_on_a_signed_in_page():
    assert judged(FONTS) == []
