from scriptward.analysis.detectors.credential_sent import credential_sent
from scriptward.vocabulary.words import Channel, DataKind, PageClass, Severity
from tests.analysis.visits import ANALYTICS, OWN, PORTAL, RECORDER, flow, leak, visit


def test_a_password_reaches_a_session_recorder():
    seen = visit(PageClass.LOGIN, flows=(flow(RECORDER, leak(DataKind.PASSWORD)),))

    (finding,) = credential_sent.judge(seen)

    assert finding.severity is Severity.CRITICAL


def test_a_user_name_reaches_an_analytics_vendor():
    seen = visit(PageClass.LOGIN, flows=(flow(ANALYTICS, leak(DataKind.USERNAME)),))

    (finding,) = credential_sent.judge(seen)

    assert finding.severity is Severity.HIGH


def test_a_sign_in_form_posts_to_the_portals_vendor():
    posted = flow(PORTAL, leak(DataKind.PASSWORD), channel=Channel.FORM)

    assert list(credential_sent.judge(visit(PageClass.LOGIN, flows=(posted,)))) == []


def test_a_password_reaches_the_own_site():
    seen = visit(PageClass.LOGIN, flows=(flow(OWN, leak(DataKind.PASSWORD)),))

    assert list(credential_sent.judge(seen)) == []
