import base64
import random
from urllib.parse import quote

import pytest

from scriptward.analysis.leaks import Detector, Request
from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.memory import Dull, Memory, Parts
from scriptward.vocabulary.words import Where
from tests.analysis.leaks.floods import FLOODS

EMAIL = "maria.quill@harborlight.test"
TOKEN = base64.b64encode(f'{{"to":"{EMAIL}"}}'.encode()).decode()
NOISE = random.Random(3)  # noqa: S311  # repeatable, no secret


def _detector():
    return Detector({"email": EMAIL, "given_name": "Rose"})


def _find(detector, *headers, body=b""):
    request = Request(url="https://t.test/", method="POST", headers=headers, body=body)
    return [(leak.name, leak.path, leak.encoding) for leak in detector.find(request)]


def test_what_says_nothing_is_known_and_nothing_else():
    dull = Dull()

    dull.update({b"one", b"two"})

    assert dull.unknown({b"one", b"two", b"three"}) == {b"three"}
    assert dull.knows(b"one")
    assert not dull.knows(b"three")


def test_it_is_bounded_and_forgets_the_older_half():
    dull = Dull()
    texts = [NOISE.randbytes(1_000) for _ in range(5_000)]

    for text in texts:
        dull.update({text})

    assert len(dull._newer) + len(dull._older) < 2_000
    assert dull.knows(texts[-1])
    assert not dull.knows(texts[0])


def test_what_is_dull_as_a_token_may_be_something_as_a_run():
    memory = Memory()

    memory.tokens.update({b"9jqoBlbDBleB1DJ"})

    assert memory.runs.unknown({b"9jqoBlbDBleB1DJ"}) == {b"9jqoBlbDBleB1DJ"}
    assert not memory.headers.knows(b"9jqoBlbDBleB1DJ")


def test_a_part_that_says_nothing_is_known_with_what_is_inside():
    parts = Parts()
    root = Layer(b"a=%20", Where.URL_QUERY, "query")
    inside = root.child(b"a= ", ())

    parts.add(root, [inside])

    assert parts.inside(Layer(b"a=%20", Where.URL_QUERY, "query")) == (inside,)
    assert parts.inside(Layer(b"a=%20", Where.BODY, "body")) is None
    assert parts.inside(Layer(b"a=%21", Where.URL_QUERY, "query")) is None


def test_parts_are_bounded_and_large_ones_are_not_kept():
    parts = Parts()
    roots = [Layer(NOISE.randbytes(1_000), Where.BODY, "body") for _ in range(5_000)]
    large = Layer(bytes(20_000), Where.BODY, "body")

    for root in roots:
        parts.add(root, [])
    parts.add(large, [])

    assert len(parts._newer) + len(parts._older) < 2_000
    assert parts.inside(roots[-1]) == ()
    assert parts.inside(roots[0]) is None
    assert parts.inside(large) is None


@pytest.mark.parametrize(
    "name",
    ["https://t.test/%s", "https://t.test/?d=%s", "https://%s.t.test/", "https://t.test/#%s"],
)
@pytest.mark.parametrize("value", [TOKEN.rstrip("="), EMAIL.encode().hex()])
def test_every_part_is_read_each_time_it_holds_a_value(name, value):
    detector = _detector()
    request = Request(url=name % value)

    first = list(detector.find(request))

    assert [leak.name for leak in first] == ["email"]
    assert list(detector.find(request)) == first


def test_pieces_inside_a_part_that_says_nothing_are_put_together_each_time():
    detector = _detector()
    inner = quote('{"user":"maria.quill","host":"harborlight.test","n":1}', safe="")
    header = "Cookie", f"a=1; d={inner}"

    first = _find(detector, header)

    assert [name for name, _, _ in first] == ["email"]
    assert _find(detector, header) == first
    assert _find(detector, header) == first


def test_what_two_parts_share_is_read_when_it_stands_in_one():
    detector = _detector()
    first, second = (f"d={TOKEN}; {letter}=1" for letter in "ab")

    assert _find(detector, ("Cookie", first), ("Cookie", second))
    assert _find(detector, ("Cookie", second))
    assert _find(detector, ("Cookie", first))


def test_labels_of_a_host_are_put_together_each_time_they_hold_a_value():
    detector = _detector()
    text = EMAIL.encode().hex()
    request = Request(url=f"https://{text[:30]}.{text[30:]}.x.t.test/")

    first = list(detector.find(request))

    assert [leak.name for leak in first] == ["email"]
    assert list(detector.find(request)) == first


def test_a_host_that_was_clean_is_read_when_its_labels_change():
    detector = _detector()
    text = EMAIL.encode().hex()

    assert not detector.find(Request(url="https://one.two.x.t.test/"))
    assert not detector.find(Request(url="https://one.two.x.t.test/"))
    assert detector.find(Request(url=f"https://{text[:30]}.{text[30:]}.x.t.test/"))


@pytest.mark.parametrize("value", [EMAIL, TOKEN, EMAIL.replace("@", "%40"), EMAIL.encode().hex()])
def test_a_header_is_read_each_time_it_holds_a_value(value):
    detector = _detector()

    first = _find(detector, ("x-id", value))

    assert [name for name, _, _ in first] == ["email"]
    assert _find(detector, ("x-id", value)) == first
    assert _find(detector, ("y-id", value))[0][0] == "email"


def test_a_header_that_was_clean_is_read_when_it_holds_a_value():
    detector = _detector()

    assert _find(detector, ("x-id", "a7f3-k29c-0000-q81l")) == []
    assert _find(detector, ("x-id", "a7f3-k29c-0000-q81l")) == []
    assert _find(detector, ("x-id", EMAIL)) == [("email", "header.X-Id", ())]
    assert _find(detector, ("x-id", "a7f3-k29c-0000-q81l")) == []


@pytest.mark.parametrize("value", [TOKEN, "who=" + EMAIL.replace("@", "%40")])
def test_a_header_that_came_twice_is_read_again(value):
    detector = _detector()

    first = _find(detector, ("x", value), ("x", value))

    assert [name for name, _, _ in first] == ["email"]
    assert _find(detector, ("x", value), ("x", value)) == first
    assert _find(detector, ("x", value)) == first


def test_a_header_whose_inside_another_one_had_as_well_is_read_alone():
    detector = _detector()
    first, second = (f"{TOKEN},{letter}" for letter in "ab")

    assert _find(detector, ("x", first), ("x", second))
    assert _find(detector, ("x", second))


@pytest.mark.parametrize("name", ["40,000 ids of 22", "runs of base85", "ids in short paths"])
def test_what_was_not_judged_for_want_of_time_is_judged_the_next_time(name):
    detector = _detector()
    run = base64.b85encode(f'{{"to":"{EMAIL}","more":"and a word"}}'.encode())
    assert _find(_detector(), body=b" " + run) != []

    _find(detector, body=FLOODS[name]() + b" " + TOKEN.encode() + b" " + run)

    assert [found[0] for found in _find(detector, body=TOKEN.encode())] == ["email"]
    assert [found[0] for found in _find(detector, body=b" " + run)] == ["email"]
