from scriptward.analysis.run_detectors.opt_out_link_ignored import opt_out_link_ignored
from scriptward.vocabulary.words import ChoicePhase, Severity
from tests.analysis.choosers import ADDRESS, COOKIE, chooser, plain
from tests.analysis.visits import ADVERTISER, ANALYTICS, STRANGER, flow

LINK = "opt-out-link"


def judged(*visits):
    return list(opt_out_link_ignored.judge(visits))


def test_the_link_does_nothing():
    sent = flow(STRANGER, ADDRESS)

    (finding,) = judged(plain(sent), chooser(LINK, sent, reached=False))

    assert finding.severity is Severity.HIGH
    assert finding.title == (
        "c.nobody.test (owner unknown) was sent the page's address from a condition page after "
        "the site's link to opt out was used; nothing shows that it was kept"
    )


def test_a_ping_to_an_advertiser_goes_on_after_the_link():
    (finding,) = judged(plain(flow(ADVERTISER, ADDRESS)), chooser(LINK, flow(ADVERTISER)))

    assert finding.severity is Severity.MEDIUM


def test_nothing_is_sent_after_the_link():
    assert judged(plain(flow(ADVERTISER, ADDRESS)), chooser(LINK)) == []


def test_a_vendor_that_does_not_advertise_is_sent_less_than_before():
    before = plain(flow(ANALYTICS, ADDRESS, COOKIE))

    assert judged(before, chooser(LINK, flow(ANALYTICS, ADDRESS))) == []


def test_the_link_leads_to_a_form_about_the_person():
    sent = flow(ADVERTISER, ADDRESS)

    assert judged(plain(sent), chooser(LINK, sent, phase=ChoicePhase.NOT_MADE)) == []
