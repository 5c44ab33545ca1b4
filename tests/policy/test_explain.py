"""What a policy says to one address."""

from datetime import date

import pytest

from scriptward.policy.explain import explained, told
from scriptward.policy.language import parsed
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.words import PageClass

TODAY = date(2026, 11, 25)
POLICY = parsed(
    """\
version: 1
site: www.clinic.test
defaults: {"*": forbid}
pages:
  book: {match: /book, class: appointment_form}
recipients:
  acme: {hosts: [api.acme.test], baa: {signed: 2026-01-01}}
scripts:
  - {match: "https://cdn.acme.test/a.js", approved: {by: web, date: 2026-01-01}}
rules:
  - {id: R1, permit: send, to: acme, pages: appointment_form, data: [name, phone]}
  - {id: R2, forbid: send, data: [ssn]}
"""
)


def lines(url, **more):
    return list(told(explained(POLICY, url, today=TODAY, **more)))


def test_a_decision_is_told_with_its_rules_and_their_lines():
    told_lines = lines("https://api.acme.test/c", page="https://www.clinic.test/book")

    assert told_lines[:9] == [
        "https://api.acme.test/c on https://www.clinic.test/book",
        "page class: appointment_form (line 5: page `book`)",
        "recipient: acme, BAA attested",
        "forbid  run a script from there",
        "        1. line 3: defaults: no rule permits it, and the default for `*` is forbid",
        "forbid  show a frame of it",
        "        1. line 3: defaults: no rule permits it, and the default for `*` is forbid",
        "permit  send a request without known data",
        "        1. line 11: R1: permit send",
    ]
    assert told_lines[11:] == [
        "permit  send phone, name",
        "        1. line 11: R1: permit send",
        "forbid  send ssn",
        "        1. line 12: R2: forbid send",
    ]


def test_an_approved_script_is_told_with_its_entry():
    told_lines = lines("https://cdn.acme.test/a.js")

    assert told_lines[3:5] == [
        "permit  run a script from there",
        "        1. line 9: scripts: https://cdn.acme.test/a.js is approved",
    ]


def test_an_inline_script_is_told_by_its_digest():
    told_lines = lines("inline:" + "0f" * 32)

    assert told_lines[3:] == [
        "forbid  run that code",
        "        1. line 3: defaults: no rule permits it, and the default for `*` is forbid",
    ]


def test_the_class_of_a_page_may_be_asked():
    told_lines = lines(
        "https://api.acme.test/c",
        page="https://www.clinic.test/x",
        page_class=PageClass.APPOINTMENT_FORM,
    )

    assert told_lines[1] == "page class: appointment_form (as asked)"


def test_what_is_no_address_is_an_error():
    with pytest.raises(UsageError) as caught:
        explained(POLICY, "acme")

    assert "give it whole" in caught.value.hint
