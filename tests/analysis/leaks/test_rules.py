import json

import pytest

from scriptward.analysis.leaks import Detector, Request

EMAIL = "maria.quill@harborlight.test"


@pytest.mark.parametrize(
    "body",
    [
        "x" + EMAIL,
        "annemaria.quill@harborlight.test",
        "anne-" + EMAIL,
        EMAIL + ".org",
        EMAIL + "s",
        "12065550143777",
        "v=2.2065550143",
        "3078051129",
        "078051129.5",
        "a rose is a rose",
        "ROSE GARDEN",
        "Roses",
        "Primrose Rosemary",
        "id=98101&zoom=98101",
        "zip=981011",
        "zipper 98101x",
        "count: 739",
        "cvv=7390",
        "v198003145",
        "42424242424242424",
        "tr1cky-heron",
        "exp 09/2",
        "to=Rose.Quillfeatherby@harborlight.test",
        "to=Rose%40harborlight.test",
        "username=rose_q@harborlight.test",
        "to: Anna.Rose&#64;harborlight.test",
        "ratio 09/29",
    ],
)
def test_what_only_looks_like_a_value_is_none(in_body, body):
    assert list(in_body(body.encode())) == []


@pytest.mark.parametrize(
    "body, name",
    [
        ("to:MARIA.QUILL@harborlight.test.", "email"),
        ("mailto:" + EMAIL, "email"),
        (f"'{EMAIL}'", "email"),
        ("tel:+12065550143", "phone"),
        ("call 206.555.0143 now", "phone"),
        ("p2065550143x", "phone"),
        ("Dear Rose,", "given_name"),
        ("fn=rose&", "given_name"),
        ('{"first_name": "ROSE"}', "given_name"),
        ("QUILLFEATHER, ROSE", "full_name"),
        ("born 3/14/1980", "dob"),
        ("19800314T00", "dob"),
        ("March 14, 1980", "dob"),
        ("ssn 078 05 1129", "ssn"),
        ("mrn 40417733", "mrn"),
        ("/patients/40417733", "mrn"),
        ("MRN40417733", "mrn"),
        ('{"postal_code":"98101"}', "zip"),
        ('{"name":"zip","value":"98101"}', "zip"),
        ("shippingZip=98101", "zip"),
        ("cvc: 739", "cvv"),
        ("security_code=739&", "cvv"),
        ("card_exp=0929", "exp"),
        ("4242-4242-4242-4242", "card_number"),
        ("Tr1cky-Heron", "password"),
    ],
)
def test_a_value_in_another_writing_is_found(in_body, body, name):
    assert f"p1.{name}" in [leak.name for leak in in_body(body.encode())]


def test_a_name_in_another_persons_text_is_not_this_person(in_body):
    body = json.dumps({"text": "The rose garden opens at 9, hope to see you in March"})

    assert list(in_body(body.encode())) == []


def test_the_beginning_of_a_long_text_is_a_partial_leak(in_body):
    (leak,) = in_body(b"I found a lump and \xe2\x80\x9cI'm worried\xe2\x80\x9d; please c...")

    assert leak.certainty == "observed_partial"


@pytest.mark.parametrize("point", [".", "&#46;", "&#x2E;", "%26%2346%3B", "%2E", "\\u002e"])
def test_an_escaped_point_makes_a_number_a_decimal(point):
    detector = Detector({"ssn": "937-48-6489"})
    body = f'{{"status":"0{point}937486489","x":1}}'.encode()

    assert not detector.find(Request(url="https://t.test/", body=body))


def test_values_of_cookies_are_no_quoted_printable():
    detector = Detector({"phone": "511-555-0146"})
    jar = (("Cookie", "_src=some words; _variant=84.5115550146; _sr=20ab3d443ae7f5b32c"),)

    assert not detector.find(Request(url="https://t.test/", headers=jar))
