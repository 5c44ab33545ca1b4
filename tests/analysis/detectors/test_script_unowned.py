from scriptward.analysis.detectors.script_unowned import script_unowned
from scriptward.vocabulary.words import PageClass, Severity
from tests.analysis.visits import own_script, script, visit


def judged(page_class, *scripts):
    return list(script_unowned.judge(visit(page_class, scripts=scripts)))


def test_a_script_of_an_unknown_owner_runs_on_a_form():
    (finding,) = judged(PageClass.APPOINTMENT_FORM, script("c.nobody.test", "unknown"))

    assert finding.severity is Severity.MEDIUM
    assert finding.title == (
        "Code of c.nobody.test runs on an appointment form; nobody is known to own it"
    )


def test_a_known_vendors_script_is_not_approved_on_a_payment_page():
    (finding,) = judged(PageClass.PAYMENT_PAGE, script(approved=False))

    assert finding.severity is Severity.MEDIUM


def test_a_known_vendors_script_runs_on_a_public_page():
    assert judged(PageClass.GENERAL_PUBLIC, script(approved=False)) == []


def test_an_unknown_owner_was_approved():
    assert judged(PageClass.PAYMENT_PAGE, script(entity="unknown", approved=True)) == []


def test_the_own_script_runs():
    assert judged(PageClass.PAYMENT_PAGE, own_script()) == []
