"""A vendor behind the site's own host is not the site, and a forged name permits nothing."""

from datetime import date

import msgspec

from scriptward.policy.decide import Verdict, decide
from scriptward.policy.language import parsed, printed
from scriptward.policy.language.approvals import approvals
from scriptward.policy.learn import learned
from scriptward.policy.question import reading, sending
from scriptward.vocabulary.observations import Owner
from scriptward.vocabulary.words import Baa, DataKind, NamedBy, PageClass, Party
from tests.policy.visits import flow, read, script, visit

TODAY = date(2026, 11, 25)
GATE = "https://www.clinic.test/gate/collect"
HEAD = """\
version: 1
site: www.clinic.test
recipients:
  acme-analytics:
    hosts: [in.acme.test]
    entity: Acme
    baa: {signed: 2026-01-01, expires: 2026-12-31}
"""


def by_wire(url, **more):
    made = flow(url, entity="Acme", product="Acme Analytics", **more)
    recipient = msgspec.structs.replace(made.recipient, by=NamedBy.WIRE, baa=Baa.UNKNOWN)
    return msgspec.structs.replace(made, recipient=recipient, party=Party.THIRD)


def signed(url):
    made = script(url)
    owner = Owner(entity="Acme", product="Acme Analytics", by=NamedBy.CODE)
    return msgspec.structs.replace(made, owner=owner, party=Party.THIRD)


def verdict(policy, seen, sent):
    return decide(policy, sending(seen, sent)[0], today=TODAY).verdict


def policy(rule, head=HEAD):
    return parsed(f"{head}defaults: {{'*': forbid}}\nrules:\n  - {{{rule}}}\n")


def test_a_permit_for_the_site_is_none_for_the_vendor_behind_it():
    sent, own = by_wire(GATE), flow("https://www.clinic.test/api", entity="first party")
    seen = visit(flows=(sent, own))
    made = policy("id: own, permit: send, to: self")

    assert verdict(made, seen, own) is Verdict.PERMIT
    assert verdict(made, seen, sent) is Verdict.FORBID


def test_a_permit_for_the_vendor_holds_behind_the_site():
    sent = by_wire(GATE)

    made = policy("id: acme, permit: send, to: acme-analytics")

    assert verdict(made, visit(flows=(sent,)), sent) is Verdict.PERMIT


def test_a_permit_for_the_vendor_is_none_for_a_stranger_who_uses_its_format():
    sent = by_wire("https://in.strange.test/collect")
    seen = visit(flows=(sent,))
    hostless = "version: 1\nsite: www.clinic.test\nrecipients:\n  acme: {}\n"

    assert verdict(policy("id: a, permit: send, to: acme-analytics"), seen, sent) is Verdict.FORBID
    assert verdict(policy("id: a, permit: send, to: acme", hostless), seen, sent) is Verdict.FORBID
    assert verdict(policy("id: a, permit: send, to: {entity: Acme}"), seen, sent) is Verdict.FORBID


def test_its_agreement_holds_behind_the_site_and_only_there():
    baa = approvals(policy("id: a, permit: send, to: self"), today=TODAY).baa

    assert baa("www.clinic.test", "Acme", "Acme Analytics") is Baa.ATTESTED
    assert baa("www.clinic.test", "Acme", "Acme Chat") is Baa.UNKNOWN


def test_a_vendors_code_on_the_sites_host_does_not_read_as_the_site():
    tag = signed("https://www.clinic.test/gate/tag.js")
    done = read(DataKind.PASSWORD, by=tag)
    seen = visit(scripts=(tag,), reads=(done,))

    answer = decide(policy("id: a, permit: read, from: self"), reading(seen, done), today=TODAY)

    assert answer.verdict is Verdict.FORBID


def test_a_learned_policy_names_the_vendor_and_not_the_site():
    tag = signed("https://www.clinic.test/gate/tag.js")
    sent = by_wire(GATE, by=tag, data=[DataKind.URL_PATH])
    seen = visit(scripts=(tag,), flows=(sent,))

    made = learned((seen,), site="www.clinic.test", today=TODAY).policy
    again = parsed(printed(made))

    assert [one.hosts for one in made.recipients if one.name == "acme-analytics"] == [()]
    assert verdict(again, seen, sent) is Verdict.PERMIT
    assert [one.to.names for one in made.rules if one.to and one.to.names] == [("acme-analytics",)]


def test_a_learned_policy_refuses_the_vendor_what_needs_an_agreement():
    sent = by_wire(GATE, data=[DataKind.EMAIL])
    seen = visit(page_class=PageClass.APPOINTMENT_FORM, flows=(sent,))

    found = learned((seen,), site="www.clinic.test", today=TODAY)

    assert [refusal.recipient for refusal in found.refused] == ["www.clinic.test"]
