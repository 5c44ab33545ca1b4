import base64
import random

import pytest

from scriptward.analysis.leaks import Detector, Request
from scriptward.analysis.leaks.memory import Dull, Memory
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
