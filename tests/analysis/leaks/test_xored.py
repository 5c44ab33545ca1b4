"""Values under one xored byte are hints."""

import base64

import pytest

from scriptward.analysis.leaks import Detector, Request
from scriptward.vocabulary.words import Certainty, Encoding

EMAIL = "maria.quill@harborlight.test"
DETECTOR = Detector({"email": EMAIL, "zip": "98101"})


def _xored(text, key):
    return bytes(byte ^ key for byte in text.encode())


@pytest.mark.parametrize("key", [0x80, 0xA5, 0xFF])
def test_a_value_under_any_key_is_a_hint(key):
    body = b"\x93\xf0" + _xored(f'{{"user":"{EMAIL}","n":1}}', key) + b"\x01"

    (leak,) = DETECTOR.find(Request(url="https://t.test/", body=body))

    assert (leak.name, leak.encoding, leak.certainty) == (
        "email",
        (Encoding.XOR,),
        Certainty.HINT,
    )


def test_it_is_seen_inside_base64():
    body = b'{"d":"' + base64.b64encode(_xored(f"~~~{EMAIL}~~~", 0x9C)) + b'"}'

    (leak,) = DETECTOR.find(Request(url="https://t.test/", body=body))

    assert leak.path == "body.d"
    assert leak.encoding == (Encoding.BASE64, Encoding.XOR)


@pytest.mark.parametrize("key", [b"\xf9\x66", b"\x3c\xa1\x08\xd7", b"\x80\x80\x80\x81"])
@pytest.mark.parametrize("before", [b"", b"~", b"~~~~~", b"~~~~~~~~~~~"])
def test_a_key_of_two_or_four_bytes_is_as_good_as_none(key, before):
    plain = before + b'{"user":"' + EMAIL.encode() + b'","n":1}'
    raw = b"\x90\xa0" + bytes(byte ^ key[at % len(key)] for at, byte in enumerate(plain))
    token = base64.urlsafe_b64encode(raw).rstrip(b"=")

    (bare,) = DETECTOR.find(Request(url="https://t.test/", body=raw + b"\x01\xff"))
    (told,) = DETECTOR.find(Request(url="https://t.test/", body=b'{"data":"' + token + b'"}'))

    assert (bare.name, bare.encoding[-1], bare.certainty) == (
        "email",
        Encoding.XOR,
        Certainty.HINT,
    )
    assert (told.name, told.path, told.encoding[-1]) == ("email", "body.data", Encoding.XOR)


@pytest.mark.parametrize("key", [b"\xa5", b"\xf9\x66", b"\x3c\xa1\x08\xd7"])
def test_another_address_under_a_key_is_none(key):
    plain = b'{"user":"maria.quilt@harborlight.test"}'
    body = b"\x93\xf0" + bytes(byte ^ key[at % len(key)] for at, byte in enumerate(plain))

    assert list(DETECTOR.find(Request(url="https://t.test/", body=body))) == []
