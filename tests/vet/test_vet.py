"""What a script does on the prepared pages, and what its text holds."""

import json

import jsonschema

from scriptward.app import vetting
from scriptward.app.run_diff import between
from scriptward.vocabulary.words import Severity


def read(vetted):
    return {read.name for read in vetted.behaviour.reads}


def sent(vetted):
    found: dict[str, set[str]] = {}
    for send in vetted.behaviour.sends:
        found.setdefault(send.to, set()).update(kind.value for kind in send.data)
    return found


def signals(vetted):
    return {one.signal for one in vetted.static.signals}


def status(vetted):
    return vetting.status_of(vetted, fail_on=Severity.HIGH)


def test_a_library_that_does_nothing_is_clean(runs):
    axios = runs["axios"]

    assert axios.run.failures == ()
    assert status(axios) == 0
    assert axios.behaviour.reads == axios.behaviour.sends == ()
    assert "not seen to read or send" in vetting.written(axios, "text")
    assert [library.name for library in axios.script.libraries] == ["axios"]


def test_a_skimmer_is_seen_with_what_it_reads_and_whom_it_sends_to(runs):
    skimmer = runs["skimmer"]

    assert skimmer.run.failures == ()
    assert status(skimmer) == 1
    assert read(skimmer) == {"#card-number", "#card-cvv"}
    assert sent(skimmer) == {"collector-cdn.example": {"card_data"}}
    assert {f.detector for f in skimmer.findings} >= {"card_data_read", "card_data_sent"}
    assert {"hex_names", "string_array_rotation"} <= signals(skimmer)


def test_what_waits_for_leaving_movement_a_return_and_another_country_is_seen(runs):
    channels = {flow.to for flow in runs["gated"].behaviour.sends}
    loaded = vetting.written(runs["gated"], "text")

    assert channels == {"gated.example"}
    assert {"second_visit", "locale_asked", "movement_awaited"} <= signals(runs["gated"])
    assert "leaving_handler" in signals(runs["gated"])
    assert "by beacon" in loaded


def test_everything_it_brings_along_is_its_own_doing(runs):
    stages = runs["stages"]

    assert set(sent(stages)) == {"stages.example", "127.0.0.1"}
    assert {load.address for load in stages.behaviour.loads} == {
        "second.stages.example/lib-….js",
        "written.stages.example/tag.js",
    }
    assert stages.behaviour.code_from_strings
    assert {child.kind.value for child in stages.children} >= {"eval", "external", "worker"}


def test_bait_of_every_sort_is_known_where_it_leaves(runs):
    kinds = sent(runs["stages"])["stages.example"]

    assert {"cookie_id", "member_id", "condition", "user_id", "other_id", "phone"} <= kinds


def test_nothing_gets_out_unless_asked(runs, telling):
    assert sent(runs["stages"])["127.0.0.1"] == sent(runs["online"])["127.0.0.1"] == set()
    assert telling["offline"].asked == []
    assert "/told" in telling["online"].asked


def test_a_script_at_an_address_is_fetched_once(runs, telling):
    assert telling["online"].asked.count("/tag.js") == 1
    assert runs["online"].script.ran


def test_two_runs_of_a_script_and_its_rebuild_differ_in_nothing_but_code(runs):
    changes = between(runs["at"] / "skimmer", runs["at"] / "rebuilt")

    assert {change.severity.value for change in changes.changes} <= {"low", "info"}


def test_json_keeps_its_schema_and_holds_no_bait(runs, schema):
    text = vetting.written(runs["stages"], "json")
    kept = (runs["at"] / "stages" / "observations.jsonl").read_text()

    jsonschema.validate(json.loads(text), schema)
    assert "@mail.example" not in text + kept
    assert "GA1.1." not in text + kept


def test_sarif_has_findings_and_signs_with_their_lines(runs):
    (run,) = json.loads(vetting.written(runs["skimmer"], "sarif"))["runs"]
    places = {
        result["ruleId"]: result["locations"][0]["physicalLocation"] for result in run["results"]
    }

    assert places["signal/hex_names"]["region"] == {"startLine": 1, "startColumn": 5}
    assert places["card_data_sent"]["artifactLocation"] == {"uri": "skimmer.js"}
    assert set(places) == {rule["id"] for rule in run["tool"]["driver"]["rules"]}
