"""The policy file: what is read, and what each mistake says."""

from datetime import date

import pytest

from scriptward.policy.language import parsed, read_policy
from scriptward.policy.language.policy import (
    Agreement,
    Approval,
    PageRule,
    RecipientRule,
    Rule,
    ScriptRule,
    Source,
    Target,
)
from scriptward.policy.language.words import Action, Effect, Mode, Stance, Via
from scriptward.vocabulary.errors import PolicyError
from scriptward.vocabulary.words import Baa, DataKind, PageClass, Party

WHOLE = """\
version: 1
site: www.clinic.test
mode: enforce                       # observe | enforce
defaults: {authenticated: forbid, "*": watch}
pages:
  portal: {match: ["/portal/**"], class: authenticated}
recipients:
  google-analytics-4: {accounts: [G-ABC123], baa: none}
  acme: {hosts: [embed.acme.test], baa: {signed: 2026-03-01, ref: "B-17", data: [name]}}
scripts:
  - match: "https://cdn.acme.test/schedule.js"
    owner: acme
    approved: {by: web-team, date: 2026-11-02, why: "online booking", expires: 2027-11-02}
rules:
  - {id: R1, permit: send, to: acme, pages: [portal, appointment_form], data: [name, phone]}
  - {id: R2, forbid: send, to: {baa: [none, unknown]}, pages: authenticated}
  - {id: R3, scrub: [url_query], to: google-analytics-4, via: image}
  - {id: R4, mask: [card_data, password], from: {party: third}, fail: closed}
"""


def test_every_part_of_a_policy_is_read():
    policy = parsed(WHOLE)

    assert policy.site == "www.clinic.test"
    assert policy.mode is Mode.ENFORCE
    assert policy.defaults == (("authenticated", Stance.FORBID), ("*", Stance.WATCH))
    assert policy.pages == (
        PageRule(name="portal", match=("/portal/**",), page_class=PageClass.AUTHENTICATED),
    )
    assert policy.recipients == (
        RecipientRule(name="google-analytics-4", accounts=("G-ABC123",), baa=Baa.NONE),
        RecipientRule(
            name="acme",
            hosts=("embed.acme.test",),
            baa=Baa.ATTESTED,
            agreement=Agreement(signed=date(2026, 3, 1), ref="B-17", data=(DataKind.NAME,)),
        ),
    )


def test_scripts_and_rules_are_read_with_their_filters():
    policy = parsed(WHOLE)

    assert policy.scripts == (
        ScriptRule(
            match="https://cdn.acme.test/schedule.js",
            owner="acme",
            approved=Approval(
                by="web-team",
                date=date(2026, 11, 2),
                why="online booking",
                expires=date(2027, 11, 2),
            ),
        ),
    )
    assert policy.rules == (
        Rule(
            id="R1",
            effect=Effect.PERMIT,
            actions=(Action.SEND,),
            to=Target(names=("acme",)),
            pages=("portal", "appointment_form"),
            data=(DataKind.NAME, DataKind.PHONE),
        ),
        Rule(
            id="R2",
            effect=Effect.FORBID,
            actions=(Action.SEND,),
            to=Target(baa=(Baa.NONE, Baa.UNKNOWN)),
            pages=("authenticated",),
        ),
        Rule(
            id="R3",
            effect=Effect.SCRUB,
            kinds=(DataKind.URL_QUERY,),
            to=Target(names=("google-analytics-4",)),
            via=(Via.IMAGE,),
        ),
        Rule(
            id="R4",
            effect=Effect.MASK,
            kinds=(DataKind.CARD_DATA, DataKind.PASSWORD),
            source=Source(party=Party.THIRD),
            fail_closed=True,
        ),
    )


def test_every_entry_knows_its_line():
    policy = parsed(WHOLE)

    assert [rule.line for rule in policy.rules] == [15, 16, 17, 18]
    assert policy.pages[0].line == 6
    assert policy.scripts[0].line == 11


@pytest.mark.parametrize(
    "text, place, says, do",
    [
        ("", "p.yaml:1:", "is empty", "version: 1"),
        ("version: 1\n", "p.yaml:1:1:", "has no `site`", "site: www"),
        ("version: 2\nsite: a.test\n", "p.yaml:1:10:", "version `2`", "write `1`"),
        ("version: 1\nsite: a.test\nruels: []\n", "p.yaml:3:1:", "`ruels`", "mean `rules`"),
        ("version: 1\nsite: https://a.test/\n", "p.yaml:2:7:", "no host", "no scheme"),
        ("version: 1\nsite: a.test\nmode: enforced\n", "3:7:", "no mode", "mean `enforce`"),
        ("version: 1\nsite: a.test\ndefaults: {logn: watch}\n", "3:12:", "page class", "`login`"),
        ("version: 1\nsite: a.test\nsite: b.test\n", "3:1:", "twice, first in line 2", "keep one"),
        ("version: 1\nsite: a.test\nrules: {}\n", "3:8:", "is a list", "- "),
        ("version: 1\nsite: [a\n", "p.yaml:3:1:", "is not YAML", "brackets"),
        ("a: &x [1]\nb: *x\n", "p.yaml:1:4:", "anchors", "write the value out"),
        ("!!python/object:os.system a: 1\n", "p.yaml:1:", "tags", "leave"),
        ("version: 1\n---\nversion: 1\n", "p.yaml:2:1:", "second document", "one policy a file"),
        ('version: 1\nsite: "a\\u0000.test"\n', "2:7:", "can't be printed", "remove"),
        ("version: 1\nsite: a\x00.test\n", "p.yaml:2:8:", "can't be printed", "remove"),
        ("version: 1\nsite: *.a.test\n", "p.yaml:2:7:", "aliases", 'quotes, as in "*.acme.test"'),
        ("version: 1\nsite: WWW.Bücher.test.\n", "2:7:", "no host", "`www.xn--bcher-kva.test`"),
    ],
)
def test_a_mistake_in_the_file_says_where_and_what_to_write(text, place, says, do):
    with pytest.raises(PolicyError) as caught:
        parsed(text, path="p.yaml")

    assert place in str(caught.value)
    assert says in str(caught.value)
    assert do in caught.value.hint


@pytest.mark.parametrize(
    "section, place, says, do",
    [
        ("pages:\n  login: {match: /a}", "4:3:", "name of a page class", "my_login"),
        ("pages:\n  a: {match: a/b}", "4:14:", "can't stand in `match`", "https://"),
        ("pages:\n  a: {match: /a?b}", "4:14:", "can't stand", "no query"),
        ("pages:\n  a: {match: /a**}", "4:14:", "can't stand", "whole path segment"),
        ("pages:\n  a: {class: login}", "4:6:", "has no `match`", "match:"),
        ("pages:\n  a: {match: /a, class: lgin}", "4:25:", "no page class", "`login`"),
        ("recipients:\n  a: {baa: signed}", "4:12:", "is no BAA", "write `none`"),
        ("recipients:\n  a: {baa: {ref: x}}", "4:12:", "has no `signed`", "2026-03-01"),
        ("recipients:\n  a: {baa: {signed: 1.3.26}}", "4:21:", "is no date", "2026-11-25"),
        (
            "recipients:\n  a: {baa: {signed: 2026-03-01, expires: 2025-03-01}}",
            "4:42:",
            "lies before",
            "check",
        ),
        ("recipients:\n  a: {hosts: [b.test]}\n  c: {hosts: [b.test]}", "5:3:", "`a` already", ""),
        ("scripts:\n  - {match: 'inline:12'}", "4:13:", "can't stand", "64 lower-case hex"),
        ("scripts:\n  - {match: /a.js, approved: {by: x}}", "4:30:", "no `date`", "date:"),
        ("scripts:\n  - {match: /a}\n  - {match: /a}", "5:13:", "stands twice", "keep one"),
        ("rules:\n  - {permit: send}", "4:5:", "has no `id`", "id: R1"),
        ("rules:\n  - {id: R1}", "4:5:", "says none", "permit: send"),
        ("rules:\n  - {id: R1, permit: send, mask: ssn}", "4:5:", "permit and mask", "two rules"),
        ("rules:\n  - {id: R1, permit: sent}", "4:22:", "`sent`", "mean `send`"),
        ("rules:\n  - {id: R1, scrub: [urlquery]}", "4:22:", "`urlquery`", "mean `url_query`"),
        ("rules:\n  - {id: R1, forbid: send, data: []}", "4:34:", "forbids nothing", "leave"),
        ("rules:\n  - {id: R1, permit: send, to: acme}", "4:32:", "no recipient", "self"),
        ("rules:\n  - {id: R1, permit: send, to: {ba: none}}", "4:33:", "no key", "mean `baa`"),
        ("rules:\n  - {id: R1, permit: send, pages: [hom]}", "4:36:", "no page or", "one of"),
        ("rules:\n  - {id: R, permit: read}\n  - {id: R, permit: load}", "5:10:", "twice", "name"),
        ("rules:\n  - {id: R1, permit: send, to: {}}", "4:32:", "is empty", "leave it out"),
    ],
)
def test_a_mistake_in_a_section_says_where_and_what_to_write(section, place, says, do):
    with pytest.raises(PolicyError) as caught:
        parsed(f"version: 1\nsite: www.clinic.test\n{section}\n", path="p.yaml")

    assert f"p.yaml:{place}" in str(caught.value)
    assert says in str(caught.value)
    assert do in caught.value.hint


def test_a_missing_file_says_how_to_get_one(tmp_path):
    with pytest.raises(PolicyError) as caught:
        read_policy(tmp_path / "none.yaml")

    assert "No such file" in str(caught.value)
    assert "policy learn" in caught.value.hint


def test_an_agreement_that_has_run_out_is_none():
    policy = parsed(
        "version: 1\nsite: a.test\nrecipients:\n"
        "  b: {baa: {signed: 2025-01-01, expires: 2025-12-31}}\n"
    )

    assert policy.recipients[0].baa_on(date(2025, 12, 31)) is Baa.ATTESTED
    assert policy.recipients[0].baa_on(date(2026, 1, 1)) is Baa.NONE
