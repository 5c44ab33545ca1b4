from scriptward.analysis.run_detectors.sent_before_choice import sent_before_choice
from scriptward.vocabulary.observations import Recipient
from scriptward.vocabulary.words import Baa, Channel, Severity
from tests.analysis.choosers import ADDRESS, plain, waiting
from tests.analysis.visits import ADVERTISER, FONTS, STRANGER, flow

CONSENT = Recipient(
    host="log.banner.test", entity="Banner", baa=Baa.UNKNOWN, product="Banner", category="consent"
)


def judged(*visits):
    return list(sent_before_choice.judge(visits))


def test_a_page_s_address_is_sent_under_an_open_banner():
    (finding,) = judged(waiting(flow(STRANGER, ADDRESS)))

    assert finding.severity is Severity.HIGH
    assert finding.title == (
        "c.nobody.test (owner unknown) was sent the page's address from a condition page before "
        "any choice in the banner (Onetrust)"
    )
    assert finding.controls == ("ST-WA1",)


def test_a_visitor_who_never_chose_is_followed_on_another_page_of_that_site():
    elsewhere = plain(flow(ADVERTISER, ADDRESS), url="https://www.willow.test/other")

    (finding,) = judged(waiting(), elsewhere)

    assert finding.page == "https://www.willow.test/other"


def test_a_ping_without_data_to_an_advertiser_counts():
    (finding,) = judged(waiting(flow(ADVERTISER)))

    assert finding.severity is Severity.MEDIUM
    assert "was sent requests from" in finding.title
    assert finding.controls == ("FT-02", "ST-WA1")


def test_nothing_is_sent_before_the_choice():
    assert judged(waiting()) == []


def test_the_site_has_no_banner():
    assert judged(plain(flow(ADVERTISER, ADDRESS))) == []


def test_a_vendor_s_script_is_loaded_and_sends_nothing():
    assert judged(waiting(flow(ADVERTISER, channel=Channel.SCRIPT))) == []


def test_a_font_is_loaded_under_an_open_banner():
    assert judged(waiting(flow(FONTS, ADDRESS, channel=Channel.FONT))) == []


def test_only_the_banner_s_own_vendor_is_told():
    assert judged(waiting(flow(CONSENT, ADDRESS))) == []
