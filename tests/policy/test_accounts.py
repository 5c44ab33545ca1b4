"""A recipient that pins accounts: a pixel with another account is somebody else's."""

from datetime import date

import pytest

from scriptward.policy.accounts import accounts_in
from scriptward.policy.check import checked
from scriptward.policy.explain import explained, told
from scriptward.policy.language import parsed
from scriptward.policy.learn import learned
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
    return flow(
        HIT.format(account) if account else HIT.format(""),
        entity="Google",
        product="Google Analytics 4",
    )


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
