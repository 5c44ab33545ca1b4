"""The guard's table: what is in it, what stays behind, and how large it gets."""

import gzip
import json
import re
from dataclasses import fields
from datetime import date

import pytest

from scriptward.lib.domains import apart_below, registrable
from scriptward.policy.guard_table import day_number, table
from scriptward.policy.language import parsed
from scriptward.policy.language.policy import Rule
from tests.policy.large import large

HEAD = "version: 1\nsite: www.clinic.test\n"
ACME = """\
recipients:
  acme: {hosts: [api.acme.test], baa: {signed: 2026-01-01, ref: BAA-17, expires: 2026-12-31}}
  pixel: {accounts: [G-1], baa: none}
  chat-bot: {entity: Chat Bot Inc}
"""


def made(text):
    return json.loads(table(parsed(HEAD + text)))


def rules(*entries, more=""):
    return made(more + "rules:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries))["rules"]


def test_an_empty_policy_still_says_whose_the_site_is_and_what_happens():
    assert made("") == {
        "v": 1,
        "site": "www.clinic.test",
        "mode": "observe",
        "own": ["clinic.test", 1],
        "stances": {"*": "forbid", "general_public": "watch"},
        "pages": [],
        "recipients": [],
        "scripts": [],
        "rules": [],
    }


def test_the_same_policy_gives_the_same_bytes_and_notes_for_people_stay_behind():
    why = "rules:\n  - {id: R, permit: send, why: 'a secret reason'}\n"
    note = "refused:\n  - {finding: f-1, what: an old thing}\n"

    written = table(parsed(HEAD + ACME + why + note))

    assert written == table(parsed(HEAD + ACME + "rules:\n  - {id: R, permit: send}\n"))
    assert not re.search(rb"secret|BAA-17|f-1|old thing", written)


def test_recipients_keep_hosts_agreements_accounts_and_the_name_rules_write():
    assert made(ACME)["recipients"] == [
        ["acme", ["api.acme.test"], [], "attested", day_number(date(2026, 12, 31))],
        ["pixel", [], [], "none", 0, "pixel", ["G-1"]],
        ["chat-bot", [], [], "", 0, "chat-bot-inc"],
    ]


def test_scripts_keep_owner_last_day_and_the_start_of_their_digest():
    digest = "0123456789abcdef" * 4
    text = f"""\
recipients: {{b: {{}}}}
scripts:
  - {{match: "https://b.test/b.js", owner: b}}
  - match: "https://a.test/a.js"
    owner: our web team
    approved: {{by: a, date: 2026-01-01, sha256: "{digest}", expires: 1970-01-03}}
  - {{match: "inline:{digest}", approved: {{by: a, date: 2026-01-01}}}}
"""

    assert made(text)["recipients"] == [["b", [], [["https://b.test/b.js"]]]]
    assert made(text)["scripts"] == [
        ["", f"inline:{digest[:24]}", 0],
        ["our web team", "https://a.test/a.js", 2, digest[:24]],
    ]


def test_a_rule_keeps_each_filter_it_has_and_no_other():
    assert rules(
        "id: A, permit: send, to: acme, data: [name], expires: 1970-01-02",
        "id: B, scrub: url_query, to: {baa: none, category: Ads}, pages: [login], fail: closed",
        "id: C, mask: password, from: {party: third}, pages: '*'",
        "id: D, forbid: eval, from: acme",
        more=ACME,
    ) == [
        {"id": "A", "is": "permit", "do": ["send"], "data": ["name"], "to": ["acme"], "until": 1},
        {
            "id": "B",
            "is": "scrub",
            "do": ["send"],
            "kinds": ["url_query"],
            "pages": ["login"],
            "to": [],
            "baa": ["none"],
            "category": ["ads"],
            "closed": 1,
        },
        {"id": "C", "is": "mask", "do": ["read"], "kinds": ["password"], "party": ["third"]},
        {"id": "D", "is": "forbid", "do": ["eval"], "from": ["acme"]},
    ]


def test_rules_about_vendors_frames_stay_behind():
    assert rules("id: A, permit: read, frames: acme", more=ACME) == []


def test_nothing_of_a_rule_is_left_out_unseen():
    for_people = {"why", "line", "file"}
    written = {"id", "effect", "actions", "kinds", "to", "source", "pages", "frames", "data"}

    kept = {field.name for field in fields(Rule)} - for_people

    assert kept == written | {"via", "fail_closed", "expires"}, "a new field: table.py, decide.ts"


@pytest.mark.parametrize(
    "site, own",
    [
        ("www.clinic.co.uk", ["clinic.co.uk", 1]),
        ("me.github.io", ["me.github.io", 1]),
        ("localhost", ["localhost"]),
        ("127.0.0.1:8080", ["127.0.0.1"]),
        ("github.io", ["github.io"]),
    ],
)
def test_whose_the_hosts_below_the_site_are(site, own):
    assert json.loads(table(parsed(f"version: 1\nsite: '{site}'\n")))["own"] == own


def test_hosts_below_a_site_that_others_registered_are_named():
    apart = apart_below("amazonaws.com")
    suffix = "s3.amazonaws.com"

    assert registrable(f"bucket.{suffix}") == f"bucket.{suffix}"
    assert {suffix, f".{suffix}"} <= set(apart)
    assert apart_below("clinic.test") == ()


@pytest.mark.parametrize("recipients, most", [(100, 6_200), (200, 7_600)])
def test_the_table_of_two_hundred_scripts_is_small_as_it_travels(recipients, most):
    written = table(large(scripts=200, recipients=recipients, rules=60, seed=7))

    assert len(re.findall(rb"\.js\"|inline:", written)) == 200
    assert len(gzip.compress(written, 9, mtime=0)) <= most
