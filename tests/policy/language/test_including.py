"""A shared base for many sites: what it gives, and what each mistake says."""

import os
from datetime import date

import pytest

from scriptward.policy.decide import Verdict, decide
from scriptward.policy.explain import explained, told
from scriptward.policy.language import parsed, printed, read_policy
from scriptward.policy.language.printer import extended
from scriptward.policy.language.words import Stance
from scriptward.policy.learn import learned
from scriptward.policy.question import sending
from scriptward.vocabulary.errors import PolicyError
from tests.policy.visits import flow, visit

TODAY = date(2026, 11, 25)
BASE = """\
version: 1
# what holds for all our hospitals
defaults: {login: forbid, "*": watch}
pages:
  portal: {match: ["/portal/**"], class: authenticated}
recipients:
  self: {hosts: [static.group.test]}
  acme: {hosts: [api.acme.test], baa: {signed: 2026-01-01}}
rules:
  - {id: GROUP-1, forbid: send, to: acme, data: [ssn]}
"""
SITE = """\
version: 1
site: www.clinic.test   # ours
include: group/base.yaml
defaults: {"*": forbid}
recipients:
  self: {hosts: [static.clinic-cdn.test]}
rules:
  # the calendar
  - {id: R1, permit: send, to: acme, pages: [portal, general_public]}
"""


@pytest.fixture
def folder(tmp_path):
    def write(**files):
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_yaml", ".yaml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path / "site.yaml"

    return write


def failure(path):
    with pytest.raises(PolicyError) as caught:
        read_policy(path)
    return str(caught.value).replace(str(path.parent), ""), caught.value.hint


def test_a_site_adds_to_its_base(folder):
    policy = read_policy(folder(site_yaml=SITE, group__base_yaml=BASE))

    assert [one.id for one in policy.rules] == ["R1", "GROUP-1"]
    assert policy.own_hosts == ("static.clinic-cdn.test", "static.group.test")
    assert dict(policy.defaults) == {"*": Stance.FORBID, "login": Stance.FORBID}


def test_a_bases_forbid_beats_a_sites_permit_and_is_explained_with_its_file(folder):
    policy = read_policy(folder(site_yaml=SITE, group__base_yaml=BASE))

    lines = "\n".join(told(explained(policy, "https://api.acme.test/v1", today=TODAY)))

    assert "group/base.yaml line 10: GROUP-1: forbid send" in lines
    assert "line 9: R1: permit send" in lines
    (question,) = sending(visit(), flow())
    assert decide(policy, question, today=TODAY).verdict is Verdict.PERMIT


def test_learning_writes_to_the_sites_own_file_only_and_keeps_its_comments(folder):
    path = folder(site_yaml=SITE, group__base_yaml=BASE)
    policy = read_policy(path)
    seen = visit(
        flows=(
            flow("https://new.vendor.test/a", entity="Vendor"),
            flow("https://static.group.test/x"),
            flow("https://www.clinic.test/api"),
        )
    )

    text = extended(SITE, learned([seen], today=TODAY, base=policy).policy)

    assert "# ours" in text
    assert "# the calendar" in text
    assert "GROUP-1" not in text
    assert "static.group.test" not in text
    path.write_text(text, "utf-8")
    again = read_policy(path)
    assert "vendor" in {one.name for one in again.recipients}
    assert [one.id for one in again.rules if one.file] == ["GROUP-1"]


def test_a_printed_policy_still_includes(folder):
    path = folder(site_yaml=SITE, group__base_yaml=BASE)
    policy = read_policy(path)

    path.write_text(printed(policy), "utf-8")

    assert read_policy(path) == policy


def test_what_two_bases_share_is_taken_once(folder):
    path = folder(
        site_yaml="version: 1\nsite: a.test\ninclude: [b.yaml, c.yaml]\n",
        b_yaml="version: 1\ninclude: group/base.yaml\n",
        c_yaml="version: 1\ninclude: ./group/base.yaml\n",
        group__base_yaml=BASE,
    )

    assert [(one.id, one.file) for one in read_policy(path).rules] == [
        ("GROUP-1", "group/base.yaml")
    ]


@pytest.mark.parametrize(
    "include, says, do",
    [
        ("none.yaml", "/site.yaml:3:10: `none.yaml` isn't there", "relative to the file"),
        ("group", "`group` is no file", "relative"),
        ("/etc/passwd", "isn't relative", "../shared/base.yaml"),
        ("https://a.test/b.yaml", "isn't relative", "../shared/base.yaml"),
        ("site.yaml", "includes itself (site.yaml → site.yaml)", "circle"),
        ("loop.yaml", "`site.yaml` includes itself (site.yaml → loop.yaml → site.yaml)", "circle"),
        ("[group/base.yaml, other.yaml]", "rule `GROUP-1` stands in group/base.yaml line 10", ""),
        ("[group/base.yaml, softer.yaml]", "default for `login` is forbid", "own `defaults` win"),
        ("[group/base.yaml, host.yaml]", "host `api.acme.test` stands in group/base.yaml", "keep"),
        ("whole.yaml", "an included file is for many sites, and has no `site`", "move `site`"),
        ("wrong.yaml", "wrong.yaml:2:1: `ruels` is no key", "mean `rules`"),
        ("empty.yaml", "empty.yaml:1: is empty", "version: 1"),
        ("{a: b}", "`include` is one word", "without brackets"),
        ("large.yaml", "with `large.yaml` it has more", "fold"),
        ("d1.yaml", "files include one another", "fewer"),
        ('"a\\tb"', "has a character", "remove"),
    ],
)
def test_a_mistake_in_an_include_says_where_and_what_to_write(folder, include, says, do):
    path = folder(
        site_yaml=f"version: 1\nsite: a.test\ninclude: {include}\n",
        group__base_yaml=BASE,
        loop_yaml="version: 1\ninclude: site.yaml\n",
        other_yaml="version: 1\nrules: [{id: GROUP-1, permit: read}]\n",
        softer_yaml="version: 1\ndefaults: {login: watch}\n",
        host_yaml="version: 1\nrecipients: {other: {hosts: [api.acme.test]}}\n",
        whole_yaml="version: 1\nsite: b.test\n",
        wrong_yaml="version: 1\nruels: []\n",
        empty_yaml="",
        large_yaml="version: 1\n" + "# x\n" * 140_000,
        **{f"d{n}_yaml": f"version: 1\ninclude: d{n + 1}.yaml\n" for n in range(1, 9)},
    )

    message, hint = failure(path)

    assert says in message
    assert do in hint


@pytest.mark.parametrize(
    "section, says",
    [
        ("rules: [{id: GROUP-1, permit: send}]", ":4:14: rule `GROUP-1` stands in group/base.yaml"),
        ("recipients:\n  acme: {}", ":5:3: recipient `acme` stands in group/base.yaml line 8"),
        ("pages:\n  portal: {match: /p}", ":5:3: page `portal` stands in"),
        (
            "recipients:\n  b: {hosts: [api.acme.test]}",
            "`acme` in group/base.yaml line 8 already",
        ),
        ("rules: [{id: R, permit: send, to: acne}]", "`acne` is no recipient"),
    ],
)
def test_a_site_changes_nothing_that_stands_in_its_base(folder, section, says):
    path = folder(
        site_yaml=f"version: 1\nsite: a.test\ninclude: group/base.yaml\n{section}\n",
        group__base_yaml=BASE,
    )

    assert says in failure(path)[0]


def test_a_pipe_is_not_waited_for(folder, tmp_path):
    path = folder(site_yaml="version: 1\nsite: a.test\ninclude: pipe.yaml\n")
    os.mkfifo(tmp_path / "pipe.yaml")

    assert "`pipe.yaml` is no file" in failure(path)[0]


def test_a_text_that_is_no_file_includes_nothing():
    with pytest.raises(PolicyError, match="no file includes nothing"):
        parsed("version: 1\nsite: a.test\ninclude: base.yaml\n")
