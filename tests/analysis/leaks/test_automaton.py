import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scriptward.analysis.leaks import Detector, Request
from scriptward.analysis.leaks.automaton import ANCHOR, FAST, Automaton

ALPHABET = b"abAB%.\\|(\0\xc3\xa9\xff"
PATTERNS = st.lists(
    st.lists(st.sampled_from(ALPHABET.replace(b"\0", b"")), min_size=1, max_size=12).map(bytes),
    min_size=1,
    max_size=8,
)
TEXTS = st.lists(st.sampled_from(ALPHABET), max_size=60).map(bytes)


def _lower(data):
    return data.lower()


def _slowly(patterns, text):
    found = []
    for index, pattern in enumerate(patterns):
        anchor = _lower(pattern[:ANCHOR])
        found += [
            (at, index) for at in range(len(text)) if _lower(text[at : at + len(anchor)]) == anchor
        ]
    return sorted(found)


def _flat(starts):
    return sorted((at, index) for at, indexes in starts for index in indexes)


@pytest.mark.parametrize(
    "fast",
    [False, pytest.param(True, marks=pytest.mark.skipif(not FAST, reason="no hyperscan here"))],
)
@settings(deadline=None, max_examples=120)
@given(patterns=PATTERNS, text=TEXTS)
def test_every_beginning_is_found_in_any_case(fast, patterns, text):
    assert _flat(Automaton(patterns, fast=fast).starts(text)) == _slowly(patterns, text)


@pytest.mark.skipif(not FAST, reason="no hyperscan here")
@settings(deadline=None, max_examples=60)
@given(patterns=PATTERNS, text=TEXTS)
def test_both_libraries_give_the_same_in_the_same_order(patterns, text):
    fast, slow = (Automaton(patterns, fast=each) for each in (True, False))

    ends = [at + min(ANCHOR, len(patterns[indexes[0]])) for at, indexes in fast.starts(text)]
    assert ends == sorted(ends)
    assert _flat(fast.starts(text)) == _flat(slow.starts(text))


@pytest.mark.parametrize("place", [0, 65_528, 65_530, 65_535, 65_536, 65_537, 131_070, 200_000])
def test_nothing_is_lost_or_found_twice_where_a_long_text_is_parted(place):
    text = b"." * place + b"Maria.Quill" + b"." * 70_000

    assert _flat(Automaton([b"maria.quill", b"aria", b"l"]).starts(text)) == [
        (place, 0),
        (place + 1, 1),
        (place + 9, 2),
        (place + 10, 2),
    ]


@pytest.mark.parametrize(
    "text", ["\0", "\0\0\0\0\0\0", "\0noon and é", "noon é\0 and more", "é\0\0é\0é"]
)
def test_a_value_with_a_zero_byte_breaks_nothing(text):
    found = Detector({"note": text}).find(Request(url=f"https://t.test/?q={text}"))

    assert len(found) <= 1


def test_no_patterns_find_nothing():
    assert list(Automaton([]).starts(b"text")) == []


def test_a_word_is_none_where_a_letter_or_digit_follows():
    automaton = Automaton([b"rose", b"rosemary hill", b"555-0143", b"hope"], words={0, 2})

    found = _flat(automaton.starts(b"Rosemarys rose, rose\xc3\xa9 rosemary hill 555-01439 hopeful"))

    assert found == [(0, 1), (10, 0), (16, 0), (23, 1), (47, 3)]


def test_words_are_found_at_the_ends_of_stretches():
    text = b"." * 65_532 + b"rose" + b"mary" + b"." * 65_524 + b"rose"
    automaton = Automaton([b"rose"], words={0})

    assert _flat(automaton.starts(text)) == [(len(text) - 4, 0)]
