"""Short values in recordings of input fields."""

import json

from scriptward.analysis.leaks import Detector, Request

DETECTOR = Detector({"cvv": "946", "card_expiry": "02/34", "zip": "42846"})


def _recording(*states):
    events = [{"type": 3, "data": {"source": 5, "text": state, "id": 7}} for state in states]
    return json.dumps({"events": events}, separators=(",", ":")).encode()


def _found(body):
    return {
        (leak.name, leak.path)
        for leak in DETECTOR.find(Request(url="https://t.test/rec", body=body))
    }


def test_a_short_value_behind_its_own_beginning_was_typed():
    body = _recording("9", "94", "946", "02/3", "02/34")

    assert _found(body) == {
        ("cvv", "body.events[2].data.text"),
        ("card_expiry", "body.events[4].data.text"),
    }


def test_a_value_that_was_filled_in_at_once_but_for_its_last_letter_was_typed():
    assert _found(_recording("4284", "42846")) == {("zip", "body.events[1].data.text")}


def test_the_same_digits_alone_say_nothing():
    assert _found(_recording("946", "42846")) == set()


def test_another_number_that_begins_alike_says_nothing():
    assert _found(_recording("9", "94", "945", "4284", "428467")) == set()


def test_the_whole_before_its_beginning_was_erased_and_not_typed():
    assert _found(_recording("946", "94")) == set()
