import base64
import json
from urllib.parse import urlencode

from scriptward.vocabulary.words import DataKind

URL = "https://api-js.mixpanel.com/track/"
BODY = [
    {
        "event": "$mp_web_page_view",
        "properties": {
            "token": "77777777777777777777777777777777",
            "mp_lib": "web",
            "$insert_id": "a1",
            "$device_id": "d-7755",
            "$current_url": "https://www.willow.test/visit",
            "current_page_title": "Visit",
            "$el_text": "Book now",
        },
    }
]


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == (
        "Mixpanel",
        "77777777777777777777777777777777",
        "$mp_web_page_view",
    )
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")
    assert hit.said(DataKind.BUTTON_TEXT) == ("Book now",)


def test_a_form_holds_the_list_in_base64(decoded):
    (hit,) = decoded(URL, body=urlencode({"data": base64.b64encode(json.dumps(BODY).encode())}))

    assert (hit.account, hit.title) == ("7" * 32, "Visit")


def test_a_form_holds_one_event_as_json(decoded):
    (hit,) = decoded(URL, body=urlencode({"data": json.dumps(BODY[0])}))

    assert (hit.account, hit.title) == ("7" * 32, "Visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == (
        "mixpanel",
        "77777777777777777777777777777777",
        False,
    )


def test_a_piece_of_replay_names_its_page(proxied):
    query = urlencode({"replay_id": "ebb2", "$lib_version": "2.83.0", "mp_lib": "web"})
    page = urlencode({"$current_url": "https://www.willow.test/visit", "$user_id": "patient-77"})

    (hit,) = proxied(f"https://api.mixpanel.com/record/?{query}&{page}", body=[{"type": 4}, {}])

    assert (hit.pixel, hit.event, hit.page_url) == (
        "mixpanel",
        "record",
        "https://www.willow.test/visit",
    )
    assert hit.said(DataKind.USER_ID) == ("patient-77",)
