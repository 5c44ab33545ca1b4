import msgspec

from scriptward.analysis.detectors.hsts_missing import hsts_missing
from scriptward.vocabulary.words import Severity
from tests.analysis.visits import header, visit

ANSWERED = header("x-content-type-options", "nosniff")


def test_a_page_over_tls_has_no_strict_transport_security():
    (finding,) = hsts_missing.judge(visit(headers=(ANSWERED,)))

    assert finding.severity is Severity.LOW


def test_the_header_is_there():
    sent = header("strict-transport-security", "max-age=31536000")

    assert list(hsts_missing.judge(visit(headers=(sent,)))) == []


def test_a_page_on_this_machine():
    seen = msgspec.structs.replace(visit(headers=(ANSWERED,)), site="localhost")

    assert list(hsts_missing.judge(seen)) == []
