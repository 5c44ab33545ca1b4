import base64
import json
from collections.abc import Callable, Iterable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scriptward.analysis.leaks import Detector, Leaks, Request
from scriptward.vocabulary.observations import Leak

EMAIL = "maria.quill@harborlight.test"
PHONE = "(206) 555-0143"
PHRASE = "cancer screening near me"
Visit = Callable[[Iterable[Request]], list[Leaks]]


@pytest.fixture
def visit(detector: Detector) -> Visit:
    def read(requests: Iterable[Request]) -> list[Leaks]:
        follower = detector.follow()
        return [follower.find(request) for request in requests]

    return read


def sent(body: str | bytes, url: str = "https://t.test/c") -> Request:
    data = body.encode() if isinstance(body, str) else body
    return Request(url=url, method="POST", body=data)


def typed(text: str, step: int = 1) -> list[str]:
    return [text[:size] for size in range(step, len(text), step)]


def partial(leaks: Iterable[Leaks]) -> list[Leak]:
    return [leak for each in leaks for leak in each if leak.certainty == "observed_partial"]


def whole(leaks: Iterable[Leaks]) -> list[Leak]:
    return [leak for each in leaks for leak in each if leak.certainty == "observed_decoded"]


@pytest.mark.parametrize(
    "name, value",
    [
        ("email", EMAIL),
        ("phone", PHONE),
        ("phone", "2065550143"),
        ("search_phrase", PHRASE),
        ("full_name", "Rose Quillfeather"),
        ("full_name", "Quillfeather, Rose"),
        ("ssn", "078-05-1129"),
        ("card_number", "4242424242424242"),
        ("mrn", "MRN 40417733"),
        ("password", "Tr1cky-Heron"),
        ("dob", "03/14/1980"),
    ],
)
def test_a_field_that_grows_with_typing_is_a_partial_leak(visit, name, value):
    found = visit(
        Request(url=f"https://t.test/s?q={quote_plus(text)}&n=1") for text in typed(value)
    )

    assert {leak.name for leak in partial(found)} == {f"p1.{name}"}


def test_a_beginning_that_several_values_share_is_a_hint_until_they_part():
    detector = Detector({"p1.mrn": "1EG4-TE5-MK72", "p2.mrn": "1EG4-TE9-MK19"})
    follower = detector.follow()

    told = [
        {
            (leak.name, leak.certainty)
            for leak in follower.find(Request(url=f"https://t.test/?q={q}"))
        }
        for q in typed("1EG4-TE5-MK72")
    ]

    assert told[6] == {("p1.mrn", "hint"), ("p2.mrn", "hint")}
    assert told[7] == {("p1.mrn", "observed_partial")}


def test_an_address_that_is_typed_is_no_user_name():
    detector = Detector({"p1.email": "theodore.quill@mail.test", "p1.username": "theodore_1811"})
    follower = detector.follow()

    found = [
        follower.find(Request(url=f"https://t.test/?q={q}")) for q in typed("theodore.quill@m")
    ]

    assert {leak.name for leak in partial(found)} == {"p1.email"}


def test_a_growing_field_names_its_place(visit):
    found = visit(sent(json.dumps({"q": text, "n": 4})) for text in typed(EMAIL))

    assert {(leak.where, leak.path, leak.excerpt) for leak in partial(found)} == {
        ("body", "body.q", "q=[email]")
    }


def test_a_growing_field_inside_base64_has_its_chain(visit):
    bodies = [base64.b64encode(json.dumps({"q": text}).encode()) for text in typed(EMAIL, 3)]

    found = visit(map(sent, bodies))

    assert {leak.encoding for leak in partial(found)} == {("base64",)}


def test_a_growing_part_of_the_path_is_a_partial_leak(visit):
    found = visit(Request(url=f"https://t.test/suggest/{quote(text)}") for text in typed(PHRASE))

    assert {leak.where for leak in partial(found)} == {"url-path"}


def test_one_beginning_alone_is_nothing(visit):
    assert partial(visit([sent("q=maria.quill%40harb&n=1")])) == []


def test_the_same_beginning_again_is_nothing(visit):
    assert partial(visit([sent("q=maria.quill%40harb")] * 5)) == []


def test_beginnings_at_two_endpoints_are_nothing(visit):
    found = visit([sent("q=maria.quill%40"), sent("q=maria.quill%40harb", "https://o.test/c")])

    assert partial(found) == []


def test_a_detector_alone_keeps_nothing(detector):
    bodies = [f"q={quote(text)}" for text in typed(EMAIL)]

    assert [leak for body in bodies for leak in detector.find(sent(body))] == []


@pytest.mark.parametrize(
    "texts",
    [
        typed("marianne.stone@example.test"),
        typed("maria.santos@example.test"),
        typed("maria"),
        typed("Rose"),
        typed("Rosemary and thyme"),
        typed("Rose Garden"),
        typed("cancer treatment"),
        typed("cancer support group"),
        typed("2065551234"),
        typed("(206) 555"),
        typed("1980-05-02"),
        typed("4242 4299 0000 1111"),
        typed("078-44-1234"),
        typed("MRN 99120041"),
        typed("Quillfeather"),
        [str(number) for number in range(1, 60)],
        [str(198003 + number) for number in range(20)],
        [f"{number / 10}" for number in range(2060, 2090)],
    ],
)
def test_typing_that_only_begins_alike_is_quiet(visit, texts):
    found = visit(Request(url=f"https://t.test/s?q={quote_plus(text)}&n=1") for text in texts)

    assert partial(found) + whole(found) == []


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize(
    "value, name", [(EMAIL, "email"), ("2065550143", "phone"), (PHRASE, "search_phrase")]
)
def test_increments_are_put_together(visit, value, name, size):
    pieces = [value[at : at + size] for at in range(0, len(value), size)]

    found = visit(sent(f"v={quote(piece)}&n=1") for piece in pieces)

    assert {leak.name for leak in whole(found)} == {f"p1.{name}"}


def test_keystrokes_among_other_requests_are_put_together(visit):
    keys = [sent(json.dumps({"type": "key", "key": key, "t": at})) for at, key in enumerate(EMAIL)]
    others = [Request(url=f"https://t.test/pixel?n={at}&e=scroll") for at in range(len(keys))]

    found = visit(each for pair in zip(keys, others, strict=True) for each in pair)

    assert [leak.path for leak in whole(found)] == ["body.key"]


def test_keys_that_write_nothing_are_passed_over(visit):
    keys = ["Shift", "T", "r", "1", "x", "Backspace", "c", "k", "y", "-", "Shift", *"Heron"]

    found = visit(sent(json.dumps({"key": key, "t": at})) for at, key in enumerate(keys))

    assert [leak.name for leak in whole(found)] == ["p1.password"]


def test_codes_of_keys_are_letters(visit):
    codes = [f"Digit{each}" if each.isdigit() else f"Key{each.upper()}" for each in "2065550143"]

    found = visit(sent(f"code={code}&t=1") for code in codes)

    assert [leak.name for leak in whole(found)] == ["p1.phone"]


def test_numbered_parameters_over_requests_are_put_together(visit):
    found = visit([sent("phone1=206&n=1"), sent("phone2=555&n=2"), sent("phone3=0143&n=3")])

    assert [leak.path for leak in whole(found)] == ["body.phone3"]


def test_pieces_in_host_labels_over_requests_are_put_together(visit):
    chunks = [EMAIL[at : at + 7].encode().hex() for at in range(0, len(EMAIL), 7)]

    found = visit(Request(url=f"https://{chunk}.evil.test/") for chunk in chunks)

    assert [(leak.name, leak.where) for leak in whole(found)] == [("p1.email", "host")]


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_value_cut_anywhere_over_requests_is_found(detector, data):
    at = sorted(data.draw(st.lists(st.integers(1, 11), min_size=1, max_size=3, unique=True)))
    pieces = [EMAIL[a:b] for a, b in zip([0, *at], [*at, len(EMAIL)], strict=True)]
    follower = detector.follow()

    found = [follower.find(sent(f"p={quote(piece)}&z=1")) for piece in pieces]

    assert [leak.name for leak in whole(found)] == ["p1.email"]


def test_words_with_others_between_are_no_value():
    follower = Detector({"p1.condition": "breast cancer", "p1.full_name": "Rose Hill"}).follow()
    words = ("breast", "knee", "cancer", "rose", "garden", "hill")

    found = [follower.find(sent(f"q={word}")) for word in words]

    assert whole(found) == []


def test_a_counter_is_no_number():
    follower = Detector({"p1.ssn": "123-45-6789"}).follow()

    found = [follower.find(sent(f"seq={number}")) for number in range(12)]

    assert whole(found) == []


def test_what_stands_whole_is_found_as_by_the_detector(detector, visit):
    requests = [sent(f"email={EMAIL}"), sent("phone=2065550143"), sent("x=1")]

    found = visit(requests)

    assert [list(each) for each in found] == [list(detector.find(each)) for each in requests]


def test_endpoints_that_were_silent_longest_are_forgotten(visit):
    flood = (
        sent("x=" + "y" * 3900, f"https://h{at:x}.test/{'ab' * (at % 50)}") for at in range(4000)
    )

    found = visit([sent("q=maria.quill%40"), *flood, sent("q=maria.quill%40harb")])

    assert partial(found) == []


@given(bodies=st.lists(st.binary(max_size=80), max_size=8))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_followed(detector, bodies):
    follower = detector.follow()

    for body in bodies:
        follower.find(Request(url="https://a.b.c.test/x", body=body))
