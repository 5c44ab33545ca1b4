"""What stands beside a value decides whether it is one: keys in the layer outside, other codes."""

import pytest

from scriptward.analysis.leaks import Detector, Request

DETECTOR = Detector(
    {
        "zip": "11986",
        "cvv": "122",
        "card_expiry": "08/37",
        "given_name": "Mark",
        "phone": "+1 287 555 0146",
        "city": "Wenatchee",
    }
)


def _found(body=b"", query=""):
    request = Request(url=f"https://t.test/c?{query}", body=body)
    return {(leak.name, leak.path) for leak in DETECTOR.find(request)}


@pytest.mark.parametrize(
    "query,found",
    [
        ("card_expiry=08%2F37", {("card_expiry", "query.card_expiry")}),
        ("q=08%2F37", set()),
        ("fn=%6dark", {("given_name", "query.fn")}),
        ("x=%6dark", set()),
        ("tel=%2B6%20287%20555%200146", set()),
        ("tel=%2B1%20287%20555%200146", {("phone", "query.tel")}),
        ("where=WENATCHEE", {("city", "query.where")}),
        ("pr1=idSKU_1~nmVisit~k0tel~v02875550146", {("phone", "query.pr1")}),
        ("q=40.2875550146", set()),
    ],
)
def test_an_address(query, found):
    assert _found(query=query) == found


@pytest.mark.parametrize(
    "body,found",
    [
        (b'{"patient":"mark"}', {("given_name", "body.patient")}),
        (b'{"sidpatient":"mark"}', set()),
        (b"<r><cvv><![CDATA[122]]></cvv></r>", {("cvv", "body")}),
        (b"<r><views><![CDATA[122]]></views></r>", set()),
    ],
)
def test_a_body(body, found):
    assert _found(body) == found


def test_a_part_with_a_type_of_its_own():
    body = (
        b'--x\r\nContent-Disposition: form-data; name="postal_code"\r\n'
        b"Content-Type: text/plain\r\n\r\n11986\r\n--x--"
    )

    assert _found(body) == {("zip", "body.postal_code")}
