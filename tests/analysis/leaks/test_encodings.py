import base64
import codecs
import gzip
import hashlib
import html
import json
import quopri
import zlib
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from scriptward.analysis.leaks import Detector, Request
from scriptward.vocabulary.words import Certainty, Encoding

EMAIL = "maria.quill@harborlight.test"
NOTE = 'He said "it’s a lump" & left <early>'
DETECTOR = Detector({"email": EMAIL, "message": NOTE})


def _deflated(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


def _as_latin1(data: bytes) -> bytes:
    return json.dumps({"d": gzip.compress(data).decode("latin-1")}).encode()


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "percent": lambda data: quote(data, safe="").encode(),
    "form": lambda data: b"x=1&d=" + quote_plus(data).encode(),
    "json": lambda data: json.dumps({"d": data.decode("latin-1")}).encode(),
    "html": lambda data: html.escape(data.decode("latin-1")).encode("latin-1"),
    "qp": quopri.encodestring,
    "base64": base64.b64encode,
    "base64url": lambda data: base64.urlsafe_b64encode(data).rstrip(b"="),
    "base64_lines": lambda data: base64.encodebytes(b"." * 80 + data),
    "base64_glued": lambda data: b"v1x" + base64.b64encode(data),
    "base32": base64.b32encode,
    "hex": lambda data: data.hex().encode(),
    "HEX": lambda data: data.hex().upper().encode(),
    "gzip": gzip.compress,
    "zlib": zlib.compress,
    "deflate": _deflated,
    "brotli": brotli.compress,
    "zstd": zstandard.compress,
    "gzip_as_latin1": _as_latin1,
    "utf16le": lambda data: data.decode("latin-1").encode("utf-16-le"),
    "utf16be": lambda data: data.decode("latin-1").encode("utf-16-be"),
}


def _names(data: bytes) -> set[str | None]:
    return {leak.name for leak in DETECTOR.find(Request(url="https://t.test/", body=data))}


@pytest.mark.parametrize("encoder", ENCODERS.values(), ids=ENCODERS.keys())
def test_a_document_in_one_encoding_is_read(encoder):
    document = json.dumps({"user": {"email": EMAIL}, "n": 7}).encode()

    names = _names(encoder(document))

    assert names == {"email"}


TEXT = [
    "percent", "form", "json", "base64", "base64url", "hex", "gzip", "zlib",
    "deflate", "brotli", "zstd", "gzip_as_latin1", "html",
]  # fmt: skip


@settings(deadline=None, max_examples=120)
@given(st.lists(st.sampled_from(TEXT), min_size=1, max_size=3))
def test_what_was_encoded_is_found_again(names):
    data = json.dumps({"user": {"email": EMAIL}}).encode()
    for name in names:
        if name in {"json", "html"} and not data.isascii():
            continue
        data = ENCODERS[name](data)

    assert "email" in _names(data)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400), st.text(max_size=60))
def test_any_bytes_and_any_address_are_read_without_an_error(body, url):
    request = Request(url=url, headers=((url, url),), body=body)

    assert list(DETECTOR.find(request)) == []


@pytest.mark.parametrize(
    "algorithm", ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b"]
)
def test_a_hash_of_the_normalised_value_is_found(algorithm):
    digest = hashlib.new(algorithm, EMAIL.encode()).hexdigest()

    (leak,) = DETECTOR.find(Request(url=f"https://t.test/?em={digest}"))

    assert leak.encoding == (Encoding(algorithm),)
    assert leak.certainty is Certainty.OBSERVED_HASH_MATCH


@pytest.mark.parametrize(
    "written",
    [
        hashlib.sha256(EMAIL.encode()).hexdigest().upper(),
        "FFF" + hashlib.sha256(EMAIL.encode()).hexdigest(),
        "tv.1~em." + base64.urlsafe_b64encode(hashlib.sha256(EMAIL.encode()).digest()).decode(),
        quote(base64.b64encode(hashlib.sha256(EMAIL.encode()).digest()).decode()),
        hashlib.sha256(
            hashlib.md5(EMAIL.encode(), usedforsecurity=False).hexdigest().encode()
        ).hexdigest(),
        hashlib.sha1(EMAIL.upper().encode(), usedforsecurity=False).hexdigest(),
    ],
)
def test_a_hash_is_found_however_it_is_written(written):
    (leak,) = DETECTOR.find(Request(url=f"https://t.test/?em={written}"))

    assert leak.kind == "email_hash"


def test_a_raw_digest_is_found():
    (leak,) = DETECTOR.find(
        Request(url="https://t.test/", body=hashlib.sha256(EMAIL.encode()).digest())
    )

    assert leak.encoding == (Encoding.SHA256,)


def test_the_chain_is_named_from_the_outside_in():
    inner = json.dumps({"email": EMAIL}).encode()
    body = gzip.compress(b"data=" + quote(base64.b64encode(zlib.compress(inner))).encode())

    (leak,) = DETECTOR.find(Request(url="https://t.test/", body=body))

    assert leak.encoding == (Encoding.GZIP, Encoding.PERCENT, Encoding.BASE64, Encoding.ZLIB)
    assert leak.path == "body.data.email"


@pytest.mark.parametrize(
    "hinted", [EMAIL[::-1], codecs.encode(EMAIL, "rot13")], ids=["reversed", "rot13"]
)
def test_a_turned_value_is_a_hint(hinted):
    (leak,) = DETECTOR.find(Request(url=f"https://t.test/?a={hinted}"))

    assert leak.certainty is Certainty.HINT
