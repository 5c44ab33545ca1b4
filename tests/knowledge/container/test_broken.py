"""Whatever the text: no error, in a bounded time, and what can be read is read."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scriptward.knowledge.container import changes, may_fire, read
from tests.knowledge.container.containers import CLINIC, GALLERY, GTAG, known, served

MILLIONS = 10_000_000
HEAD = 'var data = {"resource":{"tags":'
_SCALARS = st.none() | st.booleans() | st.integers(-3, 9) | st.floats() | st.text(max_size=9)
_HEADS = st.sampled_from(["macro", "template", "escape", "list", "map", "zb", "tag", "if", "add"])
_FUNCTIONS = st.sampled_from(
    ["__html", "__jsm", "__u", "__v", "__zone", "__paused", "__cvt_1_2", "_eq", "__ogt_1p_data_v2"]
)
_VALUES = st.recursive(
    _SCALARS | _HEADS,
    lambda inner: (
        st.lists(_HEADS | inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "function",
                    "vtp_html",
                    "arg0",
                    "arg1",
                    "vtp_childContainers",
                    "setup_tags",
                    "vtp_url",
                ]
            ),
            inner | _FUNCTIONS,
            max_size=4,
        )
    ),
    max_leaves=12,
)
_LISTS = st.lists(_VALUES, max_size=5)


@settings(deadline=None)
@given(st.text(max_size=400), st.text(max_size=80))
def test_any_text_is_read_or_not_and_never_an_error(text, url):
    assert read(text, url) is None
    read('var data = {"resource":{"tags":[' + text, url)
    read(
        HEAD + json.dumps([{"function": "__html", "vtp_html": text}]) + "}}",
        url,
    )


@settings(max_examples=300, deadline=None)
@given(_LISTS, _LISTS, _LISTS, _LISTS, _LISTS)
def test_settings_of_any_shape_are_read(macros, tags, predicates, rules, runtime):
    text = served(macros=macros, tags=tags, predicates=predicates, rules=rules, runtime=runtime)

    container = known(text, "")

    assert len(container.tags) == len(tags)
    assert not changes(container, container).any
    for tag in container.tags:
        may_fire(container, tag, "https://www.willow.test/a")


@settings(deadline=None)
@given(st.sampled_from([CLINIC, GALLERY, GTAG]), st.floats(0, 1))
def test_a_text_cut_anywhere_gives_the_tags_before_the_cut(text, share):
    whole = known(text, "")
    container = read(text[: int(len(text) * share)], "")

    if container is not None:
        seen = [(tag.index, tag.name, tag.account, tag.html) for tag in container.tags]
        assert [each[:2] for each in seen] == [
            (tag.index, tag.name) for tag in whole.tags[: len(seen)]
        ]


def test_a_cut_text_says_so_and_keeps_its_tags():
    cut = CLINIC[: CLINIC.index('"predicates"')]

    container = known(cut, "https://www.googletagmanager.com/gtm.js?id=GTM-CLIN1C")

    assert [tag.index for tag in container.tags] == list(range(8))
    assert (container.id, container.version) == ("GTM-CLIN1C", "41")
    assert container.reason == (
        "the container's text is broken or cut; predicates, rules, runtime may lack items"
    )


def test_a_text_that_is_not_quite_json_is_read_list_by_list():
    loose = CLINIC.replace('"predicates": [', '"extra": undefined, "predicates": [')

    container = known(loose, "")

    assert [tag.triggers for tag in container.tags] == [
        tag.triggers for tag in known(CLINIC, "").tags
    ]
    assert container.reason.startswith("the container's text is broken")


def test_variables_that_lead_to_one_another_end():
    text = served(
        macros=[
            {"function": "__smm", "vtp_input": ["macro", 1]},
            {"function": "__jsm", "vtp_javascript": ["template", ["macro", 0], ["macro", 77]]},
        ],
        tags=[{"function": "__html", "vtp_html": ["template", ["macro", 0]]}],
        predicates=[],
        rules=[],
    )

    (tag,) = known(text, "").tags

    assert [each.kind.value for each in tag.reaches] == ["custom_js"]


HOSTILE = {
    "nested lists": HEAD + "[" * MILLIONS,
    "many beginnings": 'var data = {"resource"' * (MILLIONS // 22),
    "many empty tags": HEAD + "[" + "{}," * (MILLIONS // 3),
    "one endless text": HEAD + '[{"function":"__html","vtp_html":"' + "a" * MILLIONS,
    "script elements that never end": HEAD
    + json.dumps([{"function": "__html", "vtp_html": "<script " * 250_000}])
    + "}};",
    "quotes that never end": HEAD
    + json.dumps([{"function": "__html", "vtp_html": "<script>" + '"//' * 600_000}])
    + "}};",
    "variables of variables": HEAD
    + json.dumps([{"function": "__x", "a": ["macro", n % 200]} for n in range(2_000)])
    + ',"macros":'
    + json.dumps([{"function": "__smm", "x": [["macro", n] for n in range(800)]}] * 200)
    + "}};",
    "rules for all": HEAD
    + json.dumps([{"function": "__html"}] * 2_000)
    + ',"rules":'
    + json.dumps([[["if", n], ["add", *range(150)], ["block", *range(150)]] for n in range(900)])
    + ',"predicates":'
    + json.dumps([{"function": "_eq", "arg0": ["macro", 0], "arg1": "x"}] * 3_000)
    + "}};",
    "names of a container and nothing else": '"resource" data={' * (MILLIONS // 17),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_ends_soon(text):
    # The slowest takes 0.4 s alone; of two, since other processes share the core.
    assert min(_took(text) for _ in range(2)) < 2.0


def _took(text):
    began = time.thread_time()
    read(text, "")
    return time.thread_time() - began
