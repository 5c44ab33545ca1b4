from scriptward.analysis.run_detectors.gpc_ignored import gpc_ignored
from scriptward.vocabulary.words import Severity
from tests.analysis.choosers import ADDRESS, COOKIE, chooser, plain
from tests.analysis.visits import ADVERTISER, ATTESTED, flow


def judged(*visits):
    return list(gpc_ignored.judge(visits))


def test_an_advertiser_is_sent_the_same_under_the_signal():
    sent = flow(ADVERTISER, ADDRESS)

    (finding,) = judged(plain(sent), chooser("gpc", sent))

    assert finding.severity is Severity.HIGH
    assert finding.title == (
        "Adnet (px.adnet.test) was sent the page's address from a condition page by a browser "
        "with Global Privacy Control, as without it"
    )


def test_a_recipient_with_an_agreement_is_sent_the_same():
    sent = flow(ATTESTED, ADDRESS)

    (finding,) = judged(plain(sent), chooser("gpc", sent))

    assert finding.severity is Severity.LOW


def test_nothing_is_sent_under_the_signal():
    assert judged(plain(flow(ADVERTISER, ADDRESS)), chooser("gpc")) == []


def test_less_is_sent_under_the_signal():
    before = plain(flow(ADVERTISER, ADDRESS, COOKIE))

    assert judged(before, chooser("gpc", flow(ADVERTISER, ADDRESS))) == []


def test_the_browser_did_not_send_the_signal():
    assert judged(plain(flow(ADVERTISER, ADDRESS))) == []
