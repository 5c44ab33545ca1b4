import json
from urllib.parse import urlencode

from scriptward.vocabulary.words import DataKind

URL = "https://api2.amplitude.com/2/httpapi"
BODY = {
    "api_key": "88888888888888888888888888888888",
    "events": [
        {
            "user_id": "patient-77",
            "device_id": "d-7755",
            "event_type": "[Amplitude] Element Clicked",
            "event_properties": {
                "[Amplitude] Page URL": "https://www.willow.test/visit",
                "[Amplitude] Page Title": "Visit",
                "[Amplitude] Element Text": "Book now",
            },
            "library": "amplitude-ts/2.11",
        }
    ],
}


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == (
        "Amplitude",
        "88888888888888888888888888888888",
        "[Amplitude] Element Clicked",
    )
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")
    assert hit.said(DataKind.BUTTON_TEXT) == ("Book now",)
    assert hit.said(DataKind.USER_ID) == ("patient-77",)


def test_the_older_form_is_read(decoded):
    (hit,) = decoded(
        "https://api.amplitude.com/",
        body=urlencode({"client": "8" * 32, "e": json.dumps(BODY["events"])}),
    )

    assert (hit.account, hit.title) == ("8" * 32, "Visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == (
        "amplitude",
        "88888888888888888888888888888888",
        False,
    )
