"""Reports against the clinic's truth: what counts as right, missed and false."""

from demo.proof.measuring import compared, measured

LEAK = {"script": "code:start", "recipient": "in.v.test", "value": "email"}
TRUTH = {
    "scripts": [
        {"name": "https://cdn.v.test/a.js", "kind": "external", "url": "https://cdn.v.test/a.js"}
        | {"sha256": [], "loaded_by": "document"},
        {"name": "code:start", "kind": "inline", "url": None, "sha256": ["aa"]}
        | {"loaded_by": "document"},
    ],
    "edges": [["document", "https://cdn.v.test/a.js"], ["document", "code:start"]],
    "leaks": [LEAK],
    "sometimes": [{"script": "code:start", "recipient": "in.v.test", "value": "zip"}],
}
EXTERNAL = {"id": "s1", "kind": "external", "url": "https://cdn.v.test/a.js?v=2", "sha256": "cc"}
INLINE = {"id": "s2", "kind": "inline", "url": None, "sha256": "aa"}
DATA = [{"name": "email"}, {"name": "zip"}, {"name": None}]


def flow(script, *, baa="unknown"):
    return {"script": script, "recipient": {"host": "in.v.test", "baa": baa}, "data": DATA}


def test_scripts_are_told_by_address_or_by_hash():
    report = {
        "scripts": [EXTERNAL | {"loaded_by": "document"}, INLINE | {"loaded_by": "document"}],
        "flows": [flow("s2")],
    }

    measures = measured(report, TRUTH)

    assert (measures.scripts.f1, measures.edges.f1, measures.leaks.f1) == (1.0, 1.0, 1.0)


def test_a_leak_laid_to_another_script_is_false_but_was_received():
    report = {
        "scripts": [EXTERNAL | {"loaded_by": "document"}, INLINE | {"loaded_by": "s1"}],
        "flows": [flow("s1")],
    }

    measures = measured(report, TRUTH)

    assert measures.leaks.missed == (("code:start", "in.v.test", "email"),)
    assert measures.received.recall == 1.0
    assert measures.edges.false == (("https://cdn.v.test/a.js", "code:start"),)


def test_what_the_clinic_itself_gets_is_no_leak():
    report = {"scripts": [], "flows": [flow(None, baa=None)]}

    assert measured(report, TRUTH).leaks.false == ()


def test_what_happens_at_some_pace_only_is_neither_missed_nor_false():
    match = compared([("a",), ("c",)], [("a",), ("b",)], [("c",)])

    assert (match.missed, match.false, match.right) == ((("b",),), (), 1)
    assert (match.recall, match.precision) == (0.5, 1.0)


def test_parts_of_a_full_name_that_was_sent_are_not_false():
    truth = TRUTH | {"leaks": [LEAK | {"value": "full_name"}]}
    report = {
        "scripts": [INLINE | {"loaded_by": "document"}],
        "flows": [flow("s2") | {"data": [{"name": "full_name"}, {"name": "family_name"}]}],
    }

    assert measured(report, truth).leaks.f1 == 1.0


def test_the_skimmers_truth_is_added_on_request():
    skimmed = {"script": "code:start", "recipient": "evil.test", "value": "card"}
    truth = TRUTH | {"skimmer": {"scripts": [], "edges": [], "sometimes": [], "leaks": [skimmed]}}

    measures = measured({"scripts": [], "flows": []}, truth, with_skimmer=True)

    assert ("code:start", "evil.test", "card") in measures.leaks.missed
