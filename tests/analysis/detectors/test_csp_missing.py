from scriptward.analysis.detectors.csp_missing import csp_missing
from scriptward.vocabulary.words import PageClass, Severity
from tests.analysis.visits import header, script, visit

ANSWERED = header("x-content-type-options", "nosniff")


def test_a_payment_page_with_third_party_scripts_has_no_policy():
    seen = visit(PageClass.PAYMENT_PAGE, headers=(ANSWERED,), scripts=(script(),))

    (finding,) = csp_missing.judge(seen)

    assert finding.severity is Severity.MEDIUM


def test_a_plain_page_without_a_policy_is_low():
    (finding,) = csp_missing.judge(visit(headers=(ANSWERED,)))

    assert finding.severity is Severity.LOW
    assert finding.title == "www.willow.test sends pages without a Content-Security-Policy"


def test_a_report_only_policy_counts_as_none():
    reported = header("content-security-policy-report-only", "default-src 'self'")

    (finding,) = csp_missing.judge(visit(headers=(reported,)))

    assert finding.title == (
        "www.willow.test sends pages with a report-only Content-Security-Policy, which stops "
        "nothing"
    )


def test_a_page_has_a_policy():
    policy = header("content-security-policy", "default-src 'self'")

    assert list(csp_missing.judge(visit(headers=(policy,)))) == []


def test_the_pages_response_was_not_seen():
    assert list(csp_missing.judge(visit())) == []
