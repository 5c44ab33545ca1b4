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


SHAPE = "5a" * 32
BY_SHAPE = parsed(
    f"""\
version: 1
site: www.clinic.test
defaults: {{"*": forbid}}
scripts:
  - {{match: "inline:/book#{SHAPE}", approved: {{by: web, date: 2026-01-01}}}}
  - match: "inline:/notes/*#{SHAPE}"
    approved: {{by: web, date: 2026-01-01, expires: 2026-02-01}}
"""
)


def by_shape(url, **more):
    return list(told(explained(BY_SHAPE, url, today=TODAY, **more)))


def test_code_that_is_written_anew_is_told_by_its_shape():
    told_lines = by_shape(f"inline:/book#{SHAPE}")

    assert told_lines[0] == f"inline:/book#{SHAPE} on https://www.clinic.test/book"
    assert told_lines[3:] == [
        "permit  run code of that shape, by scriptward's middleware alone",
        f"        1. line 5: scripts: inline:/book#{SHAPE} is approved",
    ]


def test_a_shape_is_approved_on_its_pages_only():
    ended = by_shape(f"inline:/notes/*#{SHAPE}", page="https://www.clinic.test/notes/7")
    elsewhere = by_shape(f"inline:/book#{SHAPE}", page="https://www.clinic.test/")

    default = "line 3: defaults: no rule permits it, and the default for `*` is forbid"
    assert ended[3:] == [
        "forbid  run code of that shape, by scriptward's middleware alone",
        f"        1. line 6: scripts: inline:/notes/*#{SHAPE} was approved until 2026-02-01",
        f"        2. {default}",
    ]
    assert elsewhere[4:] == [f"        1. {default}"]


@pytest.mark.parametrize(
    "url, says",
    [
        (f"inline:/notes/*#{SHAPE}", "stands in several pages"),
        ("inline:/book#5a", "takes the SHA-256 of a shape"),
        ("inline:5a", "takes the SHA-256 as 64"),
        (f"inline:/b**#{SHAPE}", "several pages"),
    ],
)
def test_code_that_no_entry_could_name_is_an_error(url, says):
    with pytest.raises(UsageError, match=says):
        explained(BY_SHAPE, url)


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
