"""Trusted Types: a second policy that only reports, where it is asked for."""

from tests.policy.compile.headers_of import header


def test_it_is_left_out_unless_asked_for():
    assert header("trusted_types") is None


def test_it_only_reports():
    result = header("trusted_types", trusted_types=True)

    assert result.sent_as() == (
        "Content-Security-Policy-Report-Only",
        "require-trusted-types-for 'script'; report-uri /_scriptward/csp/www.clinic.test",
    )
    assert any("would break" in limit for limit in result.limits)
