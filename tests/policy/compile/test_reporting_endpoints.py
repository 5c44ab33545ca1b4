"""`Reporting-Endpoints`: the own collector, and no other of its name."""

from tests.policy.compile.headers_of import header


def made(**options):
    return header("reporting_endpoints", **options)


def test_reports_go_to_the_sites_own_collector():
    result = made()

    assert result.sent_as(report_only=True) == (
        "Reporting-Endpoints",
        'scriptward="/_scriptward/csp/www.clinic.test"',
    )


def test_without_a_collector_there_is_none():
    assert made(collector="") is None


def test_endpoints_of_others_stay_and_are_told():
    theirs = 'scriptward="/old", nel="https://r.vendor.test/x", (broken'

    kept = made(existing=(("reporting-endpoints", theirs.removesuffix(", (broken")),))

    assert kept.value == (
        'scriptward="/_scriptward/csp/www.clinic.test", nel="https://r.vendor.test/x"'
    )
    assert kept.notes == (
        'nel="https://r.vendor.test/x" is sent already: it may be another host; it stays',
    )
    assert made(existing=(("reporting-endpoints", theirs),)).value == made().value
