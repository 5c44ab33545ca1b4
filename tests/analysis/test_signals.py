"""Static signals: the lines of code in each one's docstring, and the places they are told at."""

import importlib
import time
from pathlib import Path

import pytest

from scriptward.analysis import signals
from scriptward.analysis.code import Code
from scriptward.analysis.signal import Signal
from scriptward.analysis.signalling import place, signals_of
from scriptward.lib.found import found, names

CHECKOUT = Path(__file__).resolve().parents[2]


def told(mark):
    return [
        (name, line.removeprefix(f"{mark}: "))
        for name in names(signals)
        for line in importlib.import_module(f"{signals.__name__}.{name}").__doc__.splitlines()  # type: ignore[union-attr]  # every signal has one
        if line.startswith(f"{mark}: ")
    ]


def seen(text):
    return {one.signal: one for one in signals_of(Code(text.encode()))}


@pytest.mark.parametrize("name,code", told("fires"))
def test_what_fires_fires(name, code):
    assert name in seen(code)


@pytest.mark.parametrize("name,code", told("quiet"))
def test_what_is_quiet_is_quiet(name, code):
    assert name not in seen(code)


def test_every_signal_says_what_makes_it_fire_and_what_does_not():
    everything = set(names(signals))

    assert {name for name, _ in told("fires")} == everything
    assert {name for name, _ in told("quiet")} == everything


def test_every_signal_is_named_as_its_file():
    assert {one.name for one in found(signals, Signal).values()} == set(names(signals))


def test_a_place_is_line_column_and_a_plain_excerpt():
    one = seen('"é"; x = 1;\n"é"; eval(  "a\\u202e\u202e" +\n b)')["code_from_string"]

    (at,) = one.places
    assert (at.line, at.column) == (2, 6)
    assert at.excerpt == 'eval( "a\\u202e\\u{202e}" + b)'


def test_an_excerpt_is_short():
    assert len(place(b"x" * 10_000, 0).excerpt) == 80


def test_a_thousand_places_are_counted_and_three_shown():
    one = seen("eval(a);" * 1_500)["code_from_string"]

    assert one.count == 1_000
    assert len(one.places) == 3


def test_a_library_of_the_web_has_no_sign_of_hiding():
    text = (CHECKOUT / "node_modules/axios/dist/axios.min.js").read_text()

    assert set(seen(text)) <= {"cookie_access", "locale_asked", "native_code_asked"}


def test_where_a_text_is_no_script_is_known():
    assert Code(b"let a = 1;\nlet = = 2;").first_error is not None
    assert Code(b"let a = 1;").first_error is None


def test_a_large_build_is_read_within_seconds():
    text = (CHECKOUT / "node_modules/posthog-js/dist/array.full.js").read_bytes()
    begun = time.process_time()

    assert list(signals_of(Code(text)))
    assert time.process_time() - begun < 10
