from scriptward.analysis.detectors.csp_weak import csp_weak
from scriptward.vocabulary.words import PageClass, Severity
from tests.analysis.visits import header, script, visit


def judged(policy, page_class=PageClass.GENERAL_PUBLIC, **rows):
    headers = (header("content-security-policy", policy),)
    return list(csp_weak.judge(visit(page_class, headers=headers, **rows)))


def test_inline_scripts_may_run():
    (finding,) = judged("default-src 'self'; script-src 'self' 'unsafe-inline'")

    assert finding.severity is Severity.LOW
    assert finding.title == (
        "The Content-Security-Policy of www.willow.test lets inline scripts run ('unsafe-inline')"
    )


def test_data_may_go_to_any_host_from_a_form_with_third_party_scripts():
    (finding,) = judged(
        "script-src 'self' https://cdn.counter.test; connect-src https:",
        PageClass.APPOINTMENT_FORM,
        scripts=(script(),),
    )

    assert finding.severity is Severity.MEDIUM
    assert finding.title.endswith("lets data go to any host")


def test_a_policy_without_a_word_on_scripts_lets_any_run():
    (finding,) = judged("frame-ancestors 'none'")

    assert finding.title.endswith("lets any script run; data go to any host")


def test_a_nonce_decides_which_scripts_run():
    policy = "default-src 'self'; script-src 'nonce-…' 'strict-dynamic' 'unsafe-inline' https:"

    assert judged(policy) == []


def test_there_is_no_policy_at_all():
    assert list(csp_weak.judge(visit())) == []
