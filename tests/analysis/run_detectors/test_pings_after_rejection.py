from scriptward.analysis.run_detectors.pings_after_rejection import pings_after_rejection
from scriptward.vocabulary.words import Channel, Severity
from tests.analysis.choosers import ADDRESS, COOKIE, chooser, plain, waiting
from tests.analysis.visits import ADVERTISER, STRANGER, flow


def judged(*visits):
    return list(pings_after_rejection.judge(visits))


def test_the_identifier_is_gone_and_the_page_s_address_is_still_sent():
    before = waiting(flow(ADVERTISER, ADDRESS, COOKIE))

    (finding,) = judged(before, chooser("rejected", flow(ADVERTISER, ADDRESS)))

    assert finding.severity is Severity.HIGH
    assert finding.title == (
        "Adnet (px.adnet.test) was sent the page's address from a condition page after the "
        "visitor rejected, without a cookie id (Onetrust)"
    )


def test_pings_without_any_data_go_on():
    before = plain(flow(STRANGER, ADDRESS))

    (finding,) = judged(before, chooser("rejected", flow(STRANGER, channel=Channel.IMAGE)))

    assert finding.data == ()
    assert "was sent requests from a condition page" in finding.title


def test_everything_stops():
    assert judged(waiting(flow(ADVERTISER, ADDRESS)), chooser("rejected")) == []


def test_the_same_is_sent_as_before():
    sent = flow(ADVERTISER, ADDRESS)

    assert judged(waiting(sent), chooser("rejected", sent)) == []


def test_only_the_vendor_s_script_is_loaded():
    before = waiting(flow(ADVERTISER, ADDRESS))

    assert judged(before, chooser("rejected", flow(ADVERTISER, channel=Channel.SCRIPT))) == []
