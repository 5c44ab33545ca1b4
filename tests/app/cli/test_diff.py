"""`diff`: exit status, the text, and JSON that keeps its schema."""

import json

import jsonschema
import msgspec
import pytest

from scriptward.app import run_folder
from scriptward.vocabulary.report import Coverage, Report, SelfTest
from scriptward.vocabulary.words import DataKind, PageClass
from tests.analysis.runs import run
from tests.analysis.visits import (
    ANALYTICS,
    STRANGER,
    field_read,
    flow,
    leak,
    own_script,
    script,
    visit,
)

TAG = script()
REBUILT = msgspec.structs.replace(TAG, id="rebuilt", sha256="cd" * 32)
LOADED = msgspec.structs.replace(script("cdn.nobody.test", "unknown"), loaded_by=TAG.id)


def page(*scripts, flows=(), reads=()):
    return visit(
        PageClass.PAYMENT_PAGE,
        scripts=(own_script(), *scripts),
        flows=(flow(ANALYTICS, script=scripts[0]), *flows),
        reads=reads,
    )


def stored(folder, visits, *, complete=True):
    failures = () if complete else ("step 3 of pay.yaml: #pay was not there",)
    one = run(*visits, complete=complete, failures=failures).run
    report = Report(
        run=one,
        pages=(),
        headers=(),
        scripts=(),
        flows=(),
        reads=(),
        findings=(),
        coverage=Coverage(self_test=SelfTest(planted=0, caught=0), canaries=(), unseen=()),
    )
    run_folder.write(folder, report, visits)
    return folder


@pytest.fixture
def old(tmp_path):
    return stored(tmp_path / "old", [page(TAG)])


@pytest.fixture
def rebuilt(tmp_path):
    return stored(tmp_path / "rebuilt", [page(REBUILT)])


@pytest.fixture
def skimmed(tmp_path):
    sends = flow(STRANGER, leak(DataKind.CARD_DATA), script=LOADED)
    reads = (field_read(LOADED, DataKind.CARD_DATA),)
    return stored(tmp_path / "skimmed", [page(TAG, LOADED, flows=(sends,), reads=reads)])


def test_the_same_run_twice_is_0_and_says_so(command, old):
    status, out, _ = command("diff", old, old)

    assert status == 0
    assert out == "Nothing changed on 1 page, 2026-11-25 10:01 → 2026-11-25 10:01\n"


def test_other_code_is_told_and_is_0(command, old, rebuilt):
    status, out, _ = command("diff", old, rebuilt)

    assert status == 0
    assert out == (
        "1 change on 1 page: 1 low; 2026-11-25 10:01 → 2026-11-25 10:01\n"
        "\n"
        "LOW      cdn.counter.test/…/tag.js · Counter Inc · third party · other code than before\n"
        "         - other code, which does the same  [/page]\n"
    )


def test_fail_on_may_be_lowered(command, old, rebuilt):
    status, _, _ = command("diff", old, rebuilt, "--fail-on", "low")

    assert status == 1


def test_a_new_script_is_1_with_who_loaded_it_what_it_reads_and_where_it_sends(
    command, old, skimmed
):
    status, out, _ = command("diff", old, skimmed)

    assert status == 1
    assert out == (
        "3 changes on 1 page: 3 high; 2026-11-25 10:01 → 2026-11-25 10:01\n"
        "\n"
        "HIGH     cdn.nobody.test/…/tag.js · third party · new\n"
        "         - new script, loaded by cdn.counter.test/…/tag.js  [/page]\n"
        "         - reads #field (card data), new  [/page]\n"
        "         - sends card data to nobody.test, a new recipient  [/page]\n"
    )


def test_what_is_gone_stands_last(command, old, skimmed):
    status, out, _ = command("diff", skimmed, old)

    assert status == 0
    assert "GONE\n         - cdn.nobody.test/…/tag.js no longer runs\n" in out


def test_an_incomplete_run_is_3_and_wins_over_1(command, old, skimmed, tmp_path):
    visits = run_folder.read_visits(skimmed)
    cut = stored(tmp_path / "cut", visits, complete=False)

    status, out, _ = command("diff", old, cut)

    assert status == 3
    assert "incomplete: the new run: step 3 of pay.yaml: #pay was not there" in out
    assert "HIGH" in out


def test_json_keeps_its_schema(command, checkout, old, skimmed):
    schema = json.loads((checkout / "docs/diff.schema.json").read_text("utf-8"))

    _, out, _ = command("diff", old, skimmed, "--format", "json")

    document = json.loads(out)
    jsonschema.validate(document, schema)
    assert document["schema"] == "scriptward.diff/1"
    assert [change["what"] for change in document["changes"]] == [
        "script_added",
        "read",
        "recipient",
    ]
    assert document["changes"][1]["name"] == "#field"


def test_runs_without_a_page_in_common_are_2(command, old, tmp_path):
    other = stored(tmp_path / "other", [visit(url="https://elsewhere.test/")])

    status, _, err = command("diff", old, other)

    assert status == 2
    assert "error: the two runs have no page in common" in err
    assert "what to do: scan the same addresses or the same journey twice" in err


def test_a_folder_that_is_no_run_is_2(command, old, tmp_path):
    status, _, err = command("diff", old, tmp_path)

    assert status == 2
    assert "report.json" in err


def test_what_a_page_made_up_can_not_write_to_the_terminal(command, old, tmp_path):
    hostile = script("cdn.nobody.test", "Bad\x1b[31m\u202e", url="https://cdn.nobody.test/\x1b[2J")
    new = stored(tmp_path / "hostile", [page(TAG, hostile)])

    _, out, _ = command("diff", old, new)

    assert "\x1b" not in out
    assert "\u202e" not in out


def test_sarif_has_a_result_for_each_change_on_its_page(command, old, skimmed):
    status, out, _ = command("diff", old, skimmed, "--format", "sarif")

    (run,) = json.loads(out)["runs"]
    added = [r for r in run["results"] if r["ruleId"] == "change/script_added"]
    assert status == 1
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {
        result["ruleId"] for result in run["results"]
    }
    assert [result["level"] for result in added] == ["error"]
    assert added[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith(
        "https://"
    )
    assert run["invocations"][0]["executionSuccessful"] is True
