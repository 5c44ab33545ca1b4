from scriptward.analysis.detectors.card_data_read import card_data_read
from scriptward.vocabulary.words import DataKind, PageClass, Severity
from tests.analysis.visits import field_read, own_script, script, visit


def judged(by, **rest):
    reads = (field_read(by, DataKind.CARD_DATA, **rest),)
    return list(card_data_read.judge(visit(PageClass.PAYMENT_PAGE, scripts=(by,), reads=reads)))


def test_an_analytics_script_reads_the_card_number():
    (finding,) = judged(script())

    assert finding.severity is Severity.HIGH
    assert finding.title == "cdn.counter.test/…/tag.js read card fields of a payment page"


def test_a_processors_script_reads_inside_its_own_frame():
    assert judged(script("js.payer.test", "unknown"), frame="payer.test") == []


def test_the_own_script_checks_the_card_number():
    assert judged(own_script()) == []


def test_a_payment_processors_script_reads_the_card_number():
    assert judged(script("js.payer.test", "Payer", category="payment")) == []
