"""The path that is told is the one at which the value stands."""

import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scriptward.analysis.leaks.keys import key_step
from scriptward.analysis.leaks.structure import steps

PLANTED = "maria.quill@harborlight.test"
KEYS = st.text("abcXYZ_0189$-", min_size=1, max_size=8) | st.text(min_size=1, max_size=6)
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def _step(key):
    return f"[{key}]" if isinstance(key, int) else key_step(key.encode("utf-8", "replace"))


@st.composite
def planted(draw):
    """A tree with the value in one place, and the keys that lead to it."""
    keys, tree = [], PLANTED
    for _ in range(draw(st.integers(1, 6))):
        if draw(st.booleans()):
            around = draw(st.lists(TREES, max_size=3))
            at = draw(st.integers(0, len(around)))
            around.insert(at, tree)
            keys.append(at)
        else:
            around = draw(st.dictionaries(KEYS, TREES, max_size=3))
            at = draw(KEYS)
            around[at] = tree
            keys.append(at)
        tree = around
    return tree, keys[::-1]


@settings(deadline=None, max_examples=80)
@given(planted(), st.booleans(), st.sampled_from([None, 2]))
def test_the_path_in_a_document_is_the_true_one(made, to_ascii, indent):
    tree, keys = made
    data = json.dumps(tree, ensure_ascii=to_ascii, indent=indent).encode("utf-8", "replace")

    path = steps(data, data.find(PLANTED.encode()), label="")

    assert path == "".join(map(_step, keys))


@settings(deadline=None, max_examples=50)
@given(
    planted(),
    st.lists(TREES.map(json.dumps), max_size=3),
    st.lists(TREES.map(json.dumps), max_size=3),
)
def test_lines_of_json_are_counted(made, before, after):
    tree, keys = made
    lines = [*before, json.dumps(tree), *after]
    data = "\n".join(["{}", *lines]).encode()

    path = steps(data, data.find(PLANTED.encode()), label="")

    assert path == f"[{len(before) + 1}]" + "".join(map(_step, keys))


@settings(deadline=None, max_examples=50)
@given(planted(), st.integers(0, 40))
def test_a_document_that_is_cut_off_has_the_same_path(made, cut):
    tree, keys = made
    data = json.dumps(tree).encode()
    at = data.find(PLANTED.encode())

    path = steps(data[: max(at + len(PLANTED), len(data) - cut)], at, label="")

    assert path == "".join(map(_step, keys))


@pytest.mark.parametrize(
    "data, path",
    [
        ('{"a":"x","a":"@"}', ".a"),
        ('{"a":{"b":1},"a":{"c":["@"]}}', ".a.c[0]"),
        ('{"a":[{"b":"x"},{"b":"@"', ".a[1].b"),
        ('{"a":[{"b":"x"},{"b":@', ".a[1].b"),
        ('{"a" : [ 1 , [ "@" ] ] }', ".a[1][0]"),
        ('{"a b":"@"}', "['a b']"),
        ('{"a":"say \\"no\\" @"}', ".a"),
        ('\ufeff{"a":"@"}', ".a"),
        ('{"@":"x"}', ""),
        ('["a","@"', "[1]"),
        ("a=1&mail=@", ".mail"),
        ("a=1&mail=@&mail=2", ".mail"),
        ('{"say \\"no\\"":{"\\u00e9":"@"', ".['say \"no\"'].é".replace(".[", "[")),
        ("x", ""),
    ],
)
def test_broken_and_odd_documents_have_paths(data, path):
    raw = data.replace("@", PLANTED).encode()

    assert steps(raw, raw.find(PLANTED.encode()), label="") == path


@settings(deadline=None, max_examples=80)
@given(st.binary(max_size=80), st.integers(0, 90), st.sampled_from(["", "query", "cookie", "path"]))
def test_any_bytes_have_a_path(data, offset, label):
    path = steps(data, min(offset, len(data)), label=label)

    assert not re.search(r"[\r\n]", path)


@pytest.mark.parametrize(
    "data, path",
    [
        (b"<r><p><email>%s</email></p></r>", ".r.p.email"),
        (b'<?xml version="1.0"?>\n<r><p/><p a="1"><e>x</e><e>%s</e></p></r>', ".r.p[1].e[1]"),
        (b'<r><p id="%s"/></r>', ".r.p.@id"),
        (b"<r><!-- <a> --><p><![CDATA[<b>%s]]></p></r>", ".r.p"),
        (b"<r><a><b></a><c>%s", ".r.c"),
        (b"id,email,n\n1,%s,2\n", "[0].email"),
        (b'id;"e mail";n\r\n1;"a;b";2,5\r\n"4";"%s";5', "[1]['e mail']"),
        (b'42["typing",{"room":1,"text":"%s"}]', "[1].text"),
        (b'SEND\ndestination:/app\n\n{"a":{"b":["%s"]}}\x00', ".a.b[0]"),
        (b'0\x1f\x00\x05a/b{"a":"%s"}', ".a"),
        (b'cb({"a":"%s"});', ".a"),
        (b'{"a":"%s"}\x1e', ".a"),
        (b"some text, with %s in it\nand more", ""),
        (b"4,Ann\n5,%s\n", ""),
        (b"a,b\n1,2,%s\n", ""),
    ],
)
def test_the_path_in_other_documents(data, path):
    data = data.replace(b"%s", PLANTED.encode())

    assert steps(data, data.find(PLANTED.encode()), label="") == path


@pytest.mark.parametrize(
    "data, path",
    [
        (b"/activityi;src=1;u1=%s;ord=2", "[0].u1"),
        (b"/a/b;u=%s", "[1].u"),
        (b"/a/%s;v=1", "[1]"),
    ],
)
def test_the_path_in_an_address(data, path):
    data = data.replace(b"%s", PLANTED.encode())

    assert steps(data, data.find(PLANTED.encode()), label="path") == path


@pytest.mark.parametrize(
    "mark", [b"<a>", b"<a ", b'a,b\n"', b"a,b\n1,2\n", b"{[" * 9, b'<a b="', b"x[{"]
)
def test_a_flood_of_marks_is_walked_in_time(mark):
    data = mark * (200_000 // len(mark)) + PLANTED.encode()
    begun = time.process_time()

    steps(data, len(data) - 5, label="")

    assert time.process_time() - begun < 0.5
