"""The proof's own decoder: what it must see, and what it must not."""

import base64
import gzip
import hashlib
import json
import zlib
from urllib.parse import quote, quote_plus

import pytest

from demo.proof.decoding import Hit, hits

MAIL = "kestrel.oq@patient-mail.example"
VALUES = {
    "email": MAIL,
    "reason": "numb toes since lantern",
    "cvv": "848",
    "phone": "(312) 555-0187",
}
EMAIL = frozenset({Hit(name="email")})


@pytest.mark.parametrize(
    "raw",
    [
        MAIL.encode(),
        MAIL.upper().encode(),
        quote(MAIL, safe="").encode(),
        quote(quote(MAIL, safe=""), safe="").encode(),
        b"data=" + base64.b64encode(json.dumps({"mail": MAIL}).encode()),
        base64.urlsafe_b64encode(json.dumps({"mail": MAIL}).encode()).rstrip(b"="),
        gzip.compress(json.dumps({"mail": MAIL}).encode()),
        b"head\n" + zlib.compress(MAIL.encode()),
        json.dumps({"packed": zlib.compress(MAIL.encode()).decode("latin1")}).encode(),
        json.dumps({"inner": json.dumps({"mail": "\u00e9" + MAIL})}).encode(),
    ],
    ids=[
        "plain", "capitals", "percent", "percent twice", "base64", "base64url", "gzip",
        "zlib after text", "zlib as a string", "JSON in JSON",
    ],
)  # fmt: skip
def test_a_value_is_found_in_any_wrapping(raw):
    assert hits(raw, VALUES) == EMAIL


def test_a_hash_is_told_from_the_value():
    raw = b"udff[em]=" + hashlib.sha256(MAIL.encode()).hexdigest().encode()

    assert hits(raw, VALUES) == {Hit(name="email", digest="sha256")}


def test_a_phone_is_found_by_its_digits():
    assert hits(b'{"tel":"3125550187"}', VALUES) == {Hit(name="phone")}


def test_words_joined_by_plus_are_found():
    assert hits(quote_plus("numb toes since lantern").encode(), VALUES) == {Hit(name="reason")}


def test_a_short_value_counts_only_as_a_whole_string():
    assert hits(b'{"x":848,"y":18480}', VALUES) == frozenset()
    assert hits(b'{"cvv":"848"}', VALUES) == {Hit(name="cvv")}


def test_other_text_holds_nothing():
    assert hits(b'{"mail":"someone.else@patient-mail.example"}', VALUES) == frozenset()
