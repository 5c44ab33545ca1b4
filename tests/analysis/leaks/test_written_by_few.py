"""Alphabets, marks and spaces that only a few senders have."""

import base64
import gzip
import hashlib
import json

import pytest

from scriptward.analysis.leaks import Detector, Request
from scriptward.analysis.leaks.bases import z85
from scriptward.vocabulary.words import Encoding

EMAIL = "maria.quill@harborlight.test"
DOCUMENT = json.dumps({"n": "visit?>~" * 9, "email": EMAIL, "z": ["a>", "?~"] * 9}).encode()


def _yahoo(data: bytes) -> bytes:
    return base64.b64encode(data).translate(bytes.maketrans(b"+/=", b"._-"))


@pytest.mark.parametrize(
    "data, inside",
    [
        (DOCUMENT, ()),
        (gzip.compress(DOCUMENT, mtime=0), (Encoding.GZIP,)),
        (gzip.compress(DOCUMENT[::-1] * 2 + DOCUMENT, mtime=0), (Encoding.GZIP,)),
    ],
)
@pytest.mark.parametrize("around", [b"%s", b'{"d":"%s"}', b"v=1&d=%s"])
def test_base64_with_points_is_read_to_its_end(in_body, data, inside, around):
    written = _yahoo(data)
    assert b"." in written

    leaks = in_body(around % written)

    assert (Encoding.BASE64, *inside) in {
        each.encoding for each in leaks if each.name == "p1.email"
    }


@pytest.mark.parametrize("cased", [bytes.upper, bytes.lower])
def test_base32_that_sorts_as_its_bytes_is_read(in_body, cased):
    leaks = in_body(b'{"d":"%s"}' % cased(base64.b32hexencode(DOCUMENT).rstrip(b"=")))

    assert {leak.encoding for leak in leaks} == {(Encoding.BASE32,)}


@pytest.mark.parametrize("size", range(4))
def test_a_packed_document_that_z85_fills_up_is_read(in_body, size):
    text = EMAIL.encode() + b"." * size
    packed = b"\x82\xa1v\xd9" + bytes([len(text)]) + text + b"\xa1k\xa3~?>"

    leaks = in_body(b'{"d":"%s"}' % z85(packed))

    assert [(leak.name, leak.path) for leak in leaks] == [("p1.email", "body.d.v")]


@pytest.mark.parametrize(
    "name", ["Zo\u00eb D'Angelo", "d\u00e9tresse respiratoire", "\u00e1 la carte"]
)
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_of_a_text_with_an_early_accent_is_read_in_base64(name, codec):
    detector = Detector({"p1.message": name})
    body = json.dumps({"d": base64.b64encode(name.encode(codec)).decode()})

    leaks = detector.find(Request(url="https://t.test/", body=body.encode()))

    assert [leak.name for leak in leaks] == ["p1.message"]


@pytest.mark.parametrize(
    "url",
    [
        "https://t.test/maps/vt/pb=!1m7!1s17%20Quarry%20Hill%20Drive!4m5!1e1!2m2!1d-71.05!2d42.3",
        "https://t.test/maps/embed?pb=!1m18!1m12!2s17+Quarry+Hill+Drive!5e0!3m2!1sen",
        "https://t.test/maps/embed?pb=%211m18%212s17%20Quarry%20Hill%20Drive%215e0",
    ],
)
def test_a_text_in_a_message_of_google_maps_is_read(url):
    detector = Detector({"p1.street_address": "17 Quarry Hill Drive"})

    assert [leak.name for leak in detector.find(Request(url=url))] == ["p1.street_address"]


@pytest.mark.parametrize("space", ["  ", "\u00a0"])
def test_a_name_with_another_space_is_found(in_body, space):
    for body in (f'{{"n":"Rose{space}Quillfeather"}}', f"n=rose{space}quillfeather"):
        assert "p1.full_name" in [leak.name for leak in in_body(body.encode())]


def test_the_hash_of_a_word_of_a_doctors_name_is_not_the_doctor():
    detector = Detector({"p1.provider": "Dr. Helen Ito", "p1.full_name": "Rose Quillfeather"})
    digests = [hashlib.sha256(word).hexdigest() for word in (b"helen", b"rose", b"dr. helen ito")]

    leaks = detector.find(Request(url=f"https://t.test/?a={'&b='.join(digests)}"))

    assert {leak.name for leak in leaks} == {"p1.full_name", "p1.provider"}


def test_utf16_that_z85_fills_up_keeps_its_last_letter():
    detector = Detector({"p1.provider": "Dr. Priya Nair"})
    for codec in ("utf-16", "utf-16-le", "utf-16-be"):
        written = z85("seen by Dr. Priya Nair".encode(codec))

        leaks = detector.find(Request(url="https://t.test/", body=b'{"d":"%s"}' % written))

        assert [leak.name for leak in leaks] == ["p1.provider"], codec


def test_the_hash_of_a_name_without_its_marks_keeps_the_accents():
    detector = Detector({"p1.family_name": "Müller-Lüdenscheidt", "p1.city": "Saint-Étienne"})
    digests = [
        hashlib.sha256(text.encode()).hexdigest() for text in ("müllerlüdenscheidt", "saintétienne")
    ]

    leaks = detector.find(Request(url=f"https://t.test/?ln={digests[0]}&ct={digests[1]}"))

    assert {leak.path for leak in leaks} == {"query.ln", "query.ct"}
