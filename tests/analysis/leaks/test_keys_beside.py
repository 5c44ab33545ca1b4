"""What stands beside a value decides whether it is one: keys in the layer outside, other codes."""

import pytest

from scriptward.analysis.leaks import Detector, Request
from scriptward.vocabulary.capture import Value

DETECTOR = Detector(
    {
        "zip": "11986",
        "cvv": "122",
        "card_expiry": "08/37",
        "given_name": "Mark",
        "phone": "+1 287 555 0146",
        "city": "Wenatchee",
        "condition": "flu",
        "search_phrase": "HIV",
        "mrn": "H-7991921",
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
        ("a%5Bpostcode%5D=11986", {("zip", "query['a[postcode]']")}),
        ("a%5B0%5D%5Bzp%5D=11986", {("zip", "query['a[0][zp]']")}),
        ("a%5Bpostcode%5D=119861", set()),
        ("a%5Bszp%5D=11986", set()),
        ("card%5bcvv%5d=122", {("cvv", "query['card[cvv]']")}),
        ("udff%5Bfn%5D=mark", {("given_name", "query['udff[fn]']")}),
        ("id=H-7991921", {("mrn", "query.id")}),
        ("id=patient-7991921", {("mrn", "query.id")}),
        ("id=XH-7991921", set()),
        ("dx=flu", {("condition", "query.dx")}),
        ("reason=Flu", {("condition", "query.reason")}),
        ("kind=flu", set()),
        ("q=hiv", {("search_phrase", "query.q")}),
        ("faq=hiv", set()),
        ("q=hive", set()),
        ("x=1&search_term=HIV", {("search_phrase", "query.search_term")}),
    ],
)
def test_an_address(query, found):
    assert _found(query=query) == found


@pytest.mark.parametrize(
    "body,found",
    [
        (b'{"patient":"mark"}', {("given_name", "body.patient")}),
        (b'{"sidpatient":"mark"}', set()),
        (b"<r><cvv><![CDATA[122]]></cvv></r>", {("cvv", "body.r.cvv")}),
        (b"<r><views><![CDATA[122]]></views></r>", set()),
        (b'{"diagnosis":"FLU"}', {("condition", "body.diagnosis")}),
        (
            b'{"writes":[{"fields":{"csc":{"stringValue":"122"}}}]}',
            {("cvv", "body.writes[0].fields.csc.stringValue")},
        ),
        (
            b'{"attributes":[{"key":"user.zip","value":{"stringValue":"11986"}}]}',
            {("zip", "body.attributes[0].value.stringValue")},
        ),
        (b"id,zip,csc\n7,11986,122\n", {("zip", "body[0].zip"), ("cvv", "body[0].csc")}),
        (b"id,zip,n\n7,8,11986\n", set()),
        (b'name;dx\r\n"a;b";FLU\r\n', {("condition", "body[0].dx")}),
        (b'{"q":"HIV"}', {("search_phrase", "body.q")}),
        (b'{"diagnosis":"influenza","note":"flu"}', set()),
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


def test_the_name_of_the_form_field_is_a_key():
    value = Value(name="field7", text="IUD", keys=("contraceptionUsed",))
    detector = Detector([value])

    for url in ("https://t.test/?contraceptionUsed=IUD", "https://t.test/?field7=IUD"):
        assert [leak.name for leak in detector.find(Request(url=url))] == ["field7"]
    assert not detector.find(Request(url="https://t.test/?other=IUD"))
    assert not detector.find(Request(url="https://t.test/?field7=iud"))


def test_an_escape_ahead_of_an_identifiers_letters_is_none_of_them():
    url = "https://in.acme.test/b?attributes=enduser.id%3DLKM-70331942%26x%3D1"
    (leak,) = Detector({"member_id": "LKM-70331942"}).find(Request(url=url))

    assert leak.encoding == ()
