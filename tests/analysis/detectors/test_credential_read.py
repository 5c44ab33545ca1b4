from scriptward.analysis.detectors.credential_read import credential_read
from scriptward.vocabulary.words import DataKind, PageClass, Severity
from tests.analysis.visits import field_read, own_script, script, visit


def judged(by, **rest):
    reads = (field_read(by, DataKind.PASSWORD, **rest),)
    return list(credential_read.judge(visit(PageClass.LOGIN, scripts=(by,), reads=reads)))


def test_a_recorder_reads_the_password():
    (finding,) = judged(script(category="session_replay"))

    assert finding.severity is Severity.MEDIUM
    assert finding.title == ("cdn.counter.test/…/tag.js read the password field of a sign-in page")


def test_a_stranger_who_reads_the_password_is_high():
    (finding,) = judged(script(entity="unknown"))

    assert finding.severity is Severity.HIGH


def test_the_own_script_reads_the_password():
    assert judged(own_script()) == []


def test_a_third_party_reads_the_password_in_its_own_frame():
    assert judged(script(), frame="counter.test") == []


def test_an_approved_script_reads_the_password():
    assert judged(script(approved=True)) == []
