from scriptward.analysis.detectors.integrity_missing import integrity_missing
from scriptward.vocabulary.words import PageClass, Severity
from tests.analysis.visits import script, visit


def test_a_third_partys_script_on_a_payment_page_has_no_integrity():
    (finding,) = integrity_missing.judge(visit(PageClass.PAYMENT_PAGE, scripts=(script(),)))

    assert finding.severity is Severity.LOW
    assert finding.recipient == "cdn.counter.test"


def test_the_script_has_integrity():
    pinned = script(integrity="sha384-abc")

    assert list(integrity_missing.judge(visit(PageClass.PAYMENT_PAGE, scripts=(pinned,)))) == []


def test_the_page_is_no_payment_page():
    assert list(integrity_missing.judge(visit(PageClass.LOGIN, scripts=(script(),)))) == []
