from scriptward.analysis.detectors.referer_identity import referer_identity
from scriptward.vocabulary.words import Certainty, DataKind, PageClass, Severity, Where
from tests.analysis.visits import ANALYTICS, FONTS, flow, leak, visit


def referer(kind, certainty=Certainty.INFERRED):
    return leak(kind, where=Where.HEADER, path="header.referer", certainty=certainty)


def test_a_member_number_in_the_address_reaches_a_third_party():
    sent = flow(FONTS, referer(DataKind.MEMBER_ID, Certainty.OBSERVED_PLAIN))

    (finding,) = referer_identity.judge(visit(PageClass.AUTHENTICATED, flows=(sent,)))

    assert finding.title == (
        "Third parties were sent a member number in the Referer header from a signed-in page"
    )
    assert finding.severity is Severity.CRITICAL
    assert finding.recipient == "fonts.type.test"
    assert finding.remedy.actor == "web server"


def test_the_address_of_a_signed_in_page_reaches_third_parties():
    flows = (
        flow(FONTS, referer(DataKind.URL_PATH)),
        flow(ANALYTICS, referer(DataKind.URL_PATH)),
    )

    (finding,) = referer_identity.judge(visit(PageClass.AUTHENTICATED, flows=flows))

    assert finding.severity is Severity.MEDIUM
    assert finding.flows == ("flow-fonts.type.test", "flow-stats.counter.test")


def test_the_third_party_gets_the_origin_only():
    assert list(referer_identity.judge(visit(PageClass.AUTHENTICATED, flows=(flow(FONTS),)))) == []


def test_the_address_of_a_public_page_says_nothing():
    seen = visit(flows=(flow(FONTS, referer(DataKind.URL_PATH)),))

    assert list(referer_identity.judge(seen)) == []
