import base64

from scriptward.vocabulary.words import DataKind

URL = "https://api.segment.io/v1/batch"
BODY = {
    "writeKey": "wbSegment",
    "batch": [
        {
            "type": "track",
            "event": "Visit booked",
            "messageId": "m-1",
            "anonymousId": "a-7755",
            "userId": "patient-77",
            "properties": {"url": "https://www.willow.test/visit"},
            "context": {
                "page": {"url": "https://www.willow.test/visit", "title": "Visit", "referrer": ""}
            },
        }
    ],
}


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("Segment", "wbSegment", "Visit booked")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")
    assert hit.said(DataKind.USER_ID) == ("patient-77",)


def test_the_key_may_stand_in_the_header(decoded):
    basic = base64.b64encode(b"wbSegment:").decode()

    (hit,) = decoded(
        "https://api.segment.io/v1/t",
        body=BODY["batch"][0],
        headers={"Authorization": f"Basic {basic}"},
    )

    assert hit.account == "wbSegment"


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("segment", "wbSegment", False)
