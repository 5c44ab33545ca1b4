"""Hostile bodies end inside the budget and are never called clean."""

import gzip
import importlib
import pkgutil
import random
import re
import time
import zlib

import brotli
import pytest
import zstandard

from scriptward.analysis import leaks
from scriptward.analysis.leaks import Detector, Request

EMAIL = "maria.quill@harborlight.test"
DETECTOR = Detector({"email": EMAIL, "given_name": "Rose", "zip": "98101"})
SECONDS = 3.0
"""Of processor time: many times the budget, as tests share their machine."""
MEGABYTE = 1_000_000
NOISE = random.Random(5)  # noqa: S311  # repeatable, no secret


def _token(size: int) -> bytes:
    return bytes(NOISE.choices(b"ABCDEFGHabcdefgh0123456789+/", k=size))


def _bomb(levels: int) -> bytes:
    data = b"0" * (64 * MEGABYTE)
    for _ in range(levels):
        data = gzip.compress(data)
    return data


HOSTILE = {
    "one base64 run": _token(MEGABYTE),
    "short ids": b" ".join(_token(12) for _ in range(76_000)),
    "percent runs": b"a%41+" * 200_000,
    "percent fields": b"%41&" * 250_000,
    "json escapes": b'"\\u0041' * 140_000,
    "open string": b'"' + b"\\" * MEGABYTE,
    "quotes": b'"' * MEGABYTE,
    "entities": b"&#65;" * 200_000,
    "ampersands": b"&" * MEGABYTE,
    "quoted-printable": b"=41" * 330_000,
    "equals": b"=" * MEGABYTE,
    "brackets": b"[" * MEGABYTE,
    "braces": b'{"a":' * 200_000,
    "noise": NOISE.randbytes(MEGABYTE),
    "magics": b"\x1f\x8b\x08\x00" * 250_000,
    "zlib magics": b"\x78\x9c" * 500_000,
    "hex": b"0123456789abcdef" * 62_500,
    "reversed quotes": b'\\"' * 500_000,
    "keys": b"zip name " * 110_000,
    "base64 lines": (b"A" * 76 + b"\n") * 13_000,
    "nested percent": b"%25" * 300_000,
}
UNREAD = {
    "gzip bomb": _bomb(1),
    "gzip bomb in gzip": _bomb(3),
    "zlib bomb": zlib.compress(b"0" * (64 * MEGABYTE)),
    "zstd bomb": zstandard.compress(b"0" * (64 * MEGABYTE)),
    "brotli bomb": brotli.compress(b"0" * (64 * MEGABYTE), quality=3),
}


def _read(body):
    start = time.process_time()
    found = DETECTOR.find(Request(url=f"https://t.test/?e={EMAIL}", body=body))
    return found, time.process_time() - start


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_body_ends_in_time_and_hides_nothing_in_the_address(body):
    found, took = _read(body)

    assert [leak.path for leak in found] == ["query.e"]
    assert took < SECONDS


@pytest.mark.parametrize("body", UNREAD.values(), ids=UNREAD.keys())
def test_a_bomb_is_reported_as_not_fully_read(body):
    found, took = _read(body)

    assert found.not_fully_read.startswith("not fully read: over the budget of ")
    assert [leak.path for leak in found] == ["query.e"]
    assert took < SECONDS


def test_a_value_behind_a_thousand_brackets_is_found():
    found, _ = _read(b'[{"a":' * 500 + b'"' + EMAIL.encode() + b'"')

    assert [leak.path.count("[0].a") for leak in found] == [0, 6]


def test_a_value_in_too_many_layers_is_not_called_clean():
    body = EMAIL.encode()
    for _ in range(14):
        body = gzip.compress(body)

    found, _ = _read(body)

    assert found.not_fully_read == "not fully read: over the budget of 11 encodings deep"


PATTERNS = {
    f"{module}.{name}": pattern
    for module in (info.name for info in pkgutil.iter_modules(leaks.__path__))
    for name, pattern in vars(importlib.import_module(f"{leaks.__name__}.{module}")).items()
    if isinstance(pattern, re.Pattern)
}
PREFIXES = [
    "a",
    '"',
    "\\",
    '\\"',
    "%",
    "%4",
    "=",
    "&",
    "&#",
    "&a",
    "\\u0",
    "\\u004",
    "1",
    "1-",
    " ",
    "A" * 76 + "\n",
    "A" * 76,
    "\r\n",
    "name",
    "//",
    "a=",
    "x" * 63 + "=",
    "@",
    "a@",
    "é",
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_goes_back(name):
    """A pattern that tries every end of every beginning would need hours for these."""
    pattern = PATTERNS[name]
    binary = isinstance(pattern.pattern, bytes)

    for prefix in PREFIXES:
        text = prefix * (MEGABYTE // 4 // len(prefix))
        for whole in (text, f'"{text}'):
            data = whole.encode() if binary else whole
            pattern.fullmatch(data)
            last = max((found.end() for found in pattern.finditer(data)), default=0)
            assert last <= len(data)


def test_a_reading_may_be_given_more_time_or_none_and_says_when_it_ran_out():
    text = b" ".join(b"%08x-pat+k3@example.test" % n for n in range(4_000))
    sent = Request(method="POST", url="https://t.test/", body=text)
    detector = Detector({"email": "pat+k3@example.test"})

    assert "0 s a request" in detector.find(sent, seconds=0).not_fully_read
    assert detector.find(sent, seconds=5).not_fully_read == ""
