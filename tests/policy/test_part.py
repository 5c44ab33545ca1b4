"""A part of the site: its headers open what may be needed there, and nothing else."""

import pytest

from scriptward.policy.compilation import compiled
from scriptward.policy.language import parsed
from scriptward.policy.part import part, visits_of
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.words import PageClass
from tests.policy.compile.headers_of import TODAY
from tests.policy.visits import visit

POLICY = parsed(
    "version: 1\nsite: www.clinic.test\n"
    "pages:\n  pay: {match: [/billing/**], class: payment_page}\n  news: {match: [/news/**]}\n"
    "recipients:\n  acme: {hosts: [a.test]}\n  nook: {hosts: [n.test]}\n  card: {hosts: [c.test]}\n"
    "rules:\n"
    "  - {id: R1, permit: send, to: acme, via: connect, pages: general_public}\n"
    "  - {id: R2, permit: send, to: card, via: connect, pages: payment_page}\n"
    "  - {id: R3, permit: send, to: nook, via: connect}\n"
)


def connects(*names):
    value = compiled(part(POLICY, names), today=TODAY).value
    words = value.partition("connect-src ")[2].partition(";")[0].split()
    return " ".join(one for one in words if one not in {"blob:", "data:"})


def test_rules_about_other_pages_open_nothing_there():
    assert connects("pay") == "'self' c.test n.test"
    assert connects("payment_page") == "'self' c.test n.test"
    assert connects("news") == "'self' n.test"
    assert connects("general_public", "pay") == "'self' a.test c.test n.test"


def test_runs_count_where_they_were_there():
    home = visit()
    pay = visit("https://www.clinic.test/billing/1")
    news = visit("https://www.clinic.test/news/1", page_class=PageClass.CONDITION_PAGE)

    assert visits_of(POLICY, [home, pay, news], ["pay"]) == (pay,)
    assert visits_of(POLICY, [home, pay, news], ["condition_page"]) == (news,)
    assert visits_of(POLICY, [home, pay, news], ["news", "general_public"]) == (home, news)


def test_pages_that_the_policy_does_not_name_are_told():
    with pytest.raises(UsageError) as caught:
        part(POLICY, ["billing"])

    assert "pay" in caught.value.hint
