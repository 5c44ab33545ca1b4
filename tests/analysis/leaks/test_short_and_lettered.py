"""Bytes that were made letters before they were encoded again, and UTF-16 of a few letters."""

import base64
import gzip
import json
import zlib

import pytest

from scriptward.vocabulary.words import Encoding

EMAIL = "maria.quill@harborlight.test"


def _chains(leaks, name):
    return {leak.encoding for leak in leaks if leak.name == name}


@pytest.mark.parametrize(
    "packed, encoding",
    [
        (gzip.compress(EMAIL.encode(), mtime=0), Encoding.GZIP),
        (zlib.compress(EMAIL.encode()), Encoding.ZLIB),
        (zlib.compress(EMAIL.encode(), 9), Encoding.ZLIB),
    ],
)
def test_a_stream_made_letters_is_read_in_base64(in_body, packed, encoding):
    written = base64.b64encode(packed.decode("latin-1").encode()).decode()

    leaks = in_body(json.dumps({"v": written}).encode())

    assert _chains(leaks, "p1.email") == {(Encoding.BASE64, Encoding.LATIN1, encoding)}


@pytest.mark.parametrize(
    "codec, encoding", [("utf-16-le", Encoding.UTF16LE), ("utf-16-be", Encoding.UTF16BE)]
)
def test_utf16_of_a_short_name_is_read_in_base64(in_body, codec, encoding):
    written = base64.b64encode("Rose,".encode(codec)).decode()

    leaks = in_body(json.dumps({"fn": written}).encode())

    assert _chains(leaks, "p1.given_name") == {(Encoding.BASE64, encoding)}


def test_a_name_behind_an_escaped_equals_sign_is_found(in_body):
    leaks = in_body(json.dumps({"p": "n=3DQuillfeather"}).encode())

    assert _chains(leaks, "p1.family_name") == {(Encoding.QP,)}
