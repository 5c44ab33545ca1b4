"""The lab's records and its judgement, without a browser."""

import json
import re

from tests.channels.defences import DEFENCES, policy
from tests.channels.outcome import Row, counted, judged, kept, seen
from tests.channels.site import Case
from tests.channels.way import filled, ways

NONE, CSP = DEFENCES[0], DEFENCES[1]


def row(name, defence, *out, told=False):
    return Row(family="a", name=name, defence=defence, ran=True, out=out, told=told, scripted=told)


def case(**said):
    return Case(way=ways()[0], defence=CSP, token="csp1x", **said)


def test_there_are_many_ways_and_each_begins_somewhere():
    every = ways()

    assert len(every) >= 550
    assert len({way.family for way in every}) >= 20
    assert [
        way.id
        for way in every
        if not (way.script or way.markup or way.page or way.head or way.headers)
    ] == []


def test_every_way_names_where_it_sends():
    sends = re.compile(r"\$(OUT|FAR|HOST|UDP|PORT|LOOKUP|TOKEN)\b")

    def texts(way):
        files = [part for one in way.files.values() for part in (one.body, *one.headers.values())]
        return " ".join([way.script, way.markup, way.page, way.head, *way.headers.values(), *files])

    assert [way.id for way in ways() if not sends.search(texts(way))] == []


def test_every_word_of_a_text_is_filled_in():
    words = case().words

    left = [way.id for way in ways() if re.search(r"\$[A-Z]{2,}", filled(way.code, words))]

    assert left == []


def test_the_policy_of_the_lab_is_one():
    assert policy("www.csp.test").site == "www.csp.test"


def test_a_way_that_never_gets_out_is_dead_and_not_counted():
    found, dead = judged([row("x", "none"), row("x", "csp"), row("y", "none", "request")])

    assert dead == [("a", "x")]
    assert {one.row.name for one in found} == {"y"}


def test_a_handshake_is_not_a_way_out_unless_it_is_all_the_way_does():
    found, _ = judged(
        [
            row("form", "none", "handshake", "request"),
            row("form", "csp", "handshake"),
            row("preconnect", "none", "handshake"),
            row("preconnect", "csp", "handshake"),
        ]
    )
    judgement = {
        one.row.name: (one.stopped, one.greeted) for one in found if one.row.defence == "csp"
    }

    assert judgement == {"form": (True, True), "preconnect": (False, False)}


def test_a_datagram_or_lookup_is_a_way_out():
    found, _ = judged([row("x", "none", "lookup"), row("x", "csp", "lookup")])

    assert not any(one.stopped for one in found)
    assert counted(found).stopped == 0


def test_a_report_of_the_guard_counts_where_it_names_the_target():
    script = "https://www.csp.test/w/csp1x/probe.js"
    batch = {"behaviours": [{"target": "https://csp1x.evil.test/", "script": script}]}
    other = {"behaviours": [{"target": "https://www.csp.test/", "script": script}]}

    [named] = seen([case(reports=[("guard", json.dumps(batch))])])
    [not_named] = seen([case(reports=[("guard", json.dumps(other))])])

    assert (named.told, named.scripted) == (True, True)
    assert (not_named.told, not_named.scripted) == (False, False)


def test_a_report_of_the_browser_counts_with_or_without_a_script():
    bare = json.dumps({"csp-report": {"blocked-uri": "inline"}})
    full = json.dumps({"csp-report": {"source-file": "https://www.csp.test/w/csp1x/probe.js"}})

    rows = seen([case(reports=[("csp", text)]) for text in (bare, full, "no report")])

    assert [(one.told, one.scripted) for one in rows] == [
        (True, False),
        (True, True),
        (False, False),
    ]


def test_a_refusal_the_guard_tells_counts_without_the_target():
    inline = {"behaviours": [{"kind": "block", "target": "inline", "script": ""}]}

    [found] = seen([case(reports=[("guard", json.dumps(inline))])])

    assert (found.told, found.scripted) == (True, False)


def test_a_policy_that_only_reports_refuses_nothing():
    said = [{"body": {"reportOnly": True}}, {"body": {"disposition": "report"}}]

    [found] = seen([case(reports=[("api", json.dumps(said))])])

    assert not found.told


def test_the_page_is_the_script_only_where_its_html_does_it():
    page = json.dumps({"csp-report": {"source-file": "https://www.csp.test/w/csp1x/"}})
    by_script, by_html = (
        next(way for way in ways() if way.id == name)
        for name in ("css: cssText", "css: style in the page")
    )

    [guessed] = seen([Case(way=by_script, defence=CSP, token="csp1x", reports=[("csp", page)])])
    [true] = seen([Case(way=by_html, defence=CSP, token="csp1x", reports=[("csp", page)])])

    assert (guessed.scripted, true.scripted) == (False, True)


def test_a_part_measured_again_takes_the_place_of_what_was_kept(tmp_path):
    file = tmp_path / "kept.json"
    kept(file, [row("x", "none", "request"), row("y", "none")])

    rows = kept(file, [row("y", "none", "lookup")])

    assert {one.name: one.out for one in rows} == {"x": ("request",), "y": ("lookup",)}
