"""A recipient that pins accounts: a pixel with another account is somebody else's."""

from datetime import date

import msgspec
import pytest

from scriptward.analysis import observing
from scriptward.knowledge.approvals import Approvals
from scriptward.policy.accounts import accounts_in
from scriptward.policy.check import checked
from scriptward.policy.explain import explained, told
from scriptward.policy.language import parsed, printed
from scriptward.policy.learn import learned
from scriptward.vocabulary.capture import Value
from scriptward.vocabulary.words import DataKind
from tests.analysis.captures import EMAIL, capture, sending
from tests.policy.visits import flow, visit

TODAY = date(2026, 11, 25)
HIT = "https://www.google-analytics.com/g/collect?v=2&tid={}&dl=https%3A%2F%2Fa.test%2F"
POLICY = parsed(
    """\
version: 1
site: www.clinic.test
defaults: {"*": forbid}
recipients:
  google-analytics-4: {accounts: [G-ABC123], baa: none}
rules:
  - {id: GA, permit: send, to: google-analytics-4}
"""
)


def hit(account):
    seen = flow(HIT.format("[…]"), entity="Google", product="Google Analytics 4")
    accounts = (account,) if account else ()
    return msgspec.structs.replace(seen, id=f"flow:{account}", accounts=accounts)


@pytest.mark.parametrize("account", ["G-ABC123", ""])
def test_its_own_account_and_a_request_without_one_are_that_recipient(account):
    assert checked(POLICY, [visit(flows=(hit(account),))], today=TODAY) == ()


def test_another_account_is_another_recipient_and_told_as_such():
    (found,) = checked(POLICY, [visit(flows=(hit("G-EVIL999"),))], today=TODAY)

    assert "account G-EVIL999 isn't one of those of `google-analytics-4`" in found.title


def test_two_strange_accounts_are_two_findings():
    flows = (hit("G-EVIL999"), hit("G-ALSO888"))

    found = checked(POLICY, [visit(flows=flows)], today=TODAY)

    assert len({one.id for one in found}) == 2


def test_explaining_an_address_says_whose_account_it_names():
    own = explained(POLICY, HIT.format("G-ABC123"), today=TODAY)
    other = explained(POLICY, HIT.format("G-EVIL999"), today=TODAY)

    assert (own.recipient, other.recipient) == ("google-analytics-4", "")
    assert "line 5: recipients: account G-EVIL999" in "\n".join(told(other))


def test_learning_never_permits_another_account():
    found = learned([visit(flows=(hit("G-EVIL999"),))], today=TODAY, base=POLICY)

    assert found.policy.recipients == POLICY.recipients
    assert [one.why for one in found.refused] == [
        "`google-analytics-4` pins its accounts, and this is none of them"
    ]


def test_learning_pins_every_account_that_was_permitted_and_says_so():
    run = [visit(flows=(hit("G-ABC123"), hit("G-XYZ789"), hit("")))]

    found = learned(run, today=TODAY)

    (recipient,) = found.policy.recipients
    assert recipient.accounts == ("G-ABC123", "G-XYZ789")
    assert found.notes[-1] == (
        f"`{recipient.name}` is pinned to accounts G-ABC123, G-XYZ789:"
        " see that all of them are yours"
    )
    assert parsed(printed(found.policy)) == found.policy
    assert checked(found.policy, run, today=TODAY) == ()


def test_a_learned_pin_tells_a_later_pixel_of_somebody_else():
    policy = learned([visit(flows=(hit("G-ABC123"),))], today=TODAY).policy

    (found,) = checked(policy, [visit(flows=(hit("G-EVIL999"),))], today=TODAY)

    assert "account G-EVIL999 isn't one of those of" in found.title


def test_an_account_of_a_request_that_was_refused_is_not_pinned():
    stolen = msgspec.structs.replace(
        flow(HIT.format("x"), entity="Google", product="Google Analytics 4", data=[DataKind.EMAIL]),
        accounts=("G-EVIL999",),
    )

    found = learned([visit(flows=(hit("G-ABC123"), stolen))], today=TODAY)

    assert [one.accounts for one in found.policy.recipients] == [("G-ABC123",)]
    assert [one.data for one in found.refused] == [(DataKind.EMAIL,)]


def test_an_account_that_no_file_can_hold_pins_nothing():
    found = learned([visit(flows=(hit("G-ABC123"), hit("G\n1")))], today=TODAY)

    assert [one.accounts for one in found.policy.recipients] == [()]


def test_recipients_of_one_host_are_told_apart_by_their_accounts():
    policy = parsed(
        """\
version: 1
site: www.clinic.test
recipients:
  ours: {hosts: [www.google-analytics.com], accounts: [G-ABC123], baa: none}
  agency: {hosts: [www.google-analytics.com], accounts: [G-XYZ789], baa: none}
"""
    )

    assert explained(policy, HIT.format("G-XYZ789"), today=TODAY).recipient == "agency"
    assert explained(policy, HIT.format("G-ABC123"), today=TODAY).recipient == "ours"


def test_an_address_that_is_no_pixel_names_no_account():
    assert accounts_in("https://api.acme.test/collect?tid=1") == ()
    assert accounts_in("http://[") == ()


def observed(*sendings, **rest):
    (seen,) = observing.observed(capture(*sendings, **rest), approvals=Approvals())
    return seen


GA = "https://www.google-analytics.com/g/collect?v=2&tid="


def test_a_flow_names_the_accounts_of_its_requests():
    (seen,) = observed(
        sending(key="r1", url=GA + "G-ABC123&en=page_view"),
        sending(key="r2", url=GA + "G-EVIL999&en=page_view"),
    ).flows

    assert seen.accounts == ("G-ABC123", "G-EVIL999")
    assert checked(POLICY, [msgspec.structs.replace(visit(), flows=(seen,))], today=TODAY)


@pytest.mark.parametrize("account", [EMAIL.text, EMAIL.text.partition("@")[0], "a" * 80, "a%20b"])
def test_what_could_be_a_persons_is_no_account(account):
    typed = Value(name="user", text=EMAIL.text.partition("@")[0])
    (seen,) = observed(sending(url=f"{GA}{account}&en=page_view"), values=(EMAIL, typed)).flows

    assert seen.accounts == ()
