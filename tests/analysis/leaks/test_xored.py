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


def test_another_address_under_a_key_is_none():
    body = b"\x93\xf0" + _xored('{"user":"maria.quilt@harborlight.test"}', 0xA5)

    assert list(DETECTOR.find(Request(url="https://t.test/", body=body))) == []
