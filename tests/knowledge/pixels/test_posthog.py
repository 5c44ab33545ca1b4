import base64
import gzip
import json

from scriptward.vocabulary.words import DataKind

EVENT = {
    "event": "$autocapture",
    "properties": {
        "token": "phc_willow",
        "distinct_id": "d-77",
        "$device_id": "d-7755",
        "$current_url": "https://www.willow.test/visit",
        "title": "Visit",
        "$elements": [{"tag_name": "a", "$el_text": "Book now"}],
    },
}

URL = "https://us.i.posthog.com/i/v0/e/?compression=gzip-js"
BODY = gzip.compress(json.dumps([EVENT]).encode())


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("PostHog", "phc_willow", "$autocapture")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")
    assert hit.said(DataKind.BUTTON_TEXT) == ("Book now",)


def test_a_form_holds_an_event_in_base64(decoded):
    (hit,) = decoded(URL, body=b"data=" + base64.urlsafe_b64encode(json.dumps(EVENT).encode()))

    assert (hit.account, hit.title) == ("phc_willow", "Visit")


def test_a_batch_shares_its_key(decoded):
    (hit,) = decoded(URL, body={"api_key": "phc_willow", "batch": [{"event": "booked"}]})

    assert (hit.account, hit.event) == ("phc_willow", "booked")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("posthog", "phc_willow", False)
