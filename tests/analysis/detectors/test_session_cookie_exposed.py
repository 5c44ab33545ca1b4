from scriptward.analysis.detectors.session_cookie_exposed import session_cookie_exposed
from tests.analysis.visits import header, visit


def judged(cookie):
    return list(session_cookie_exposed.judge(visit(headers=(header("set-cookie", cookie),))))


def test_a_session_cookie_can_be_read_by_scripts():
    (finding,) = judged("portal_session; Secure")

    assert finding.title == (
        "www.willow.test sets the session cookie portal_session without HttpOnly"
    )


def test_a_session_cookie_has_all_flags():
    assert judged("JSESSIONID; HttpOnly; SameSite=Lax; Secure") == []


def test_a_cookie_for_the_language_has_no_flags():
    assert judged("lang") == []
