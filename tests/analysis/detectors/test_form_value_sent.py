from scriptward.analysis.detectors.form_value_sent import form_value_sent
from scriptward.vocabulary.words import Certainty, DataKind, Outcome, PageClass, Severity
from tests.analysis.visits import ADVERTISER, ANALYTICS, ATTESTED, OWN, flow, leak, script, visit


def test_a_reason_for_the_visit_reaches_an_analytics_vendor():
    tag = script()
    seen = visit(
        PageClass.APPOINTMENT_FORM,
        scripts=(tag,),
        flows=(flow(ANALYTICS, leak(DataKind.CONDITION), script=tag),),
    )

    (finding,) = form_value_sent.judge(seen)

    assert finding.title == (
        "cdn.counter.test/…/tag.js sent a condition or symptom from an appointment form "
        "to Counter Inc (stats.counter.test)"
    )
    assert finding.severity is Severity.HIGH
    assert finding.controls == ("HT-03", "HT-06")
    assert finding.script == tag.id


def test_a_hashed_email_reaches_an_advertiser_from_a_public_page():
    hashed = leak(DataKind.EMAIL, certainty=Certainty.OBSERVED_HASH_MATCH)

    (finding,) = form_value_sent.judge(visit(flows=(flow(ADVERTISER, hashed),)))

    assert finding.severity is Severity.HIGH
    assert finding.data == ("email",)


def test_a_social_security_number_is_critical():
    seen = visit(PageClass.REGISTRATION, flows=(flow(ANALYTICS, leak(DataKind.SSN)),))

    (finding,) = form_value_sent.judge(seen)

    assert finding.severity is Severity.CRITICAL


def test_a_value_for_a_recipient_with_an_agreement_is_low():
    seen = visit(PageClass.APPOINTMENT_FORM, flows=(flow(ATTESTED, leak(DataKind.EMAIL)),))

    (finding,) = form_value_sent.judge(seen)

    assert finding.severity is Severity.LOW


def test_identity_and_health_are_two_findings_and_many_fields_are_one():
    sent = flow(ANALYTICS, leak(DataKind.EMAIL), leak(DataKind.NAME), leak(DataKind.APPOINTMENT))

    findings = list(form_value_sent.judge(visit(PageClass.APPOINTMENT_FORM, flows=(sent,))))

    assert [finding.data for finding in findings] == [("email", "name"), ("appointment",)]


def test_a_value_reaches_the_own_site():
    seen = visit(PageClass.APPOINTMENT_FORM, flows=(flow(OWN, leak(DataKind.EMAIL)),))

    assert list(form_value_sent.judge(seen)) == []


def test_a_request_with_a_value_was_blocked():
    blocked = flow(ANALYTICS, leak(DataKind.EMAIL), outcome=Outcome.BLOCKED)

    assert list(form_value_sent.judge(visit(flows=(blocked,)))) == []


def test_only_a_hint_of_a_value_was_seen():
    hint = leak(DataKind.EMAIL, certainty=Certainty.HINT)

    assert list(form_value_sent.judge(visit(flows=(flow(ANALYTICS, hint),)))) == []


def test_a_third_party_gets_a_request_without_any_entry():
    assert list(form_value_sent.judge(visit(flows=(flow(ANALYTICS),)))) == []
