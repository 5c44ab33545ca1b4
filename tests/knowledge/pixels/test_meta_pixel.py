import json
from urllib.parse import urlencode

from scriptward.knowledge.hits import once
from scriptward.vocabulary.words import DataKind

HASH = "4b0b4b1a3bc4b3d8e4d9e5b5a1d7f0f6e9f0a4d6b0a1c2d3e4f5061728394a5b"
EVENT = {
    "id": "278166232544171",
    "ev": "SubscribedButtonClick",
    "dl": "https://www.willow.test/visit",
    "rl": "",
    "ts": "1745853750195",
    "fbp": "fb.1.1745853750190.4240573",
    "cd[buttonFeatures]": json.dumps({"innerText": "Call (555) 010-0199", "tag": "a"}),
    "cd[formFeatures]": json.dumps([{"name": "reason", "inputType": "text"}]),
    "cd[pageFeatures]": json.dumps({"title": "Request a visit"}),
    "udff[em]": HASH,
}
URL = f"https://www.facebook.com/tr/?{urlencode(EVENT)}"


def test_a_click_names_account_page_and_text(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == (
        "Meta Pixel",
        "278166232544171",
        "SubscribedButtonClick",
    )
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Request a visit")
    assert hit.said(DataKind.BUTTON_TEXT) == ("Call (555) 010-0199",)
    assert hit.said(DataKind.FORM_FIELD_NAME) == ("reason",)


def test_what_a_visitor_typed_is_matching_data(decoded):
    (hit,) = decoded(URL)

    assert [(each.kind, each.placeholder) for each in hit.matching] == [
        (DataKind.EMAIL_HASH, False)
    ]


def test_a_long_event_goes_as_a_form(decoded):
    (hit,) = decoded("https://www.facebook.com/tr/", body=urlencode(EVENT))

    assert (hit.account, hit.said(DataKind.FORM_FIELD_NAME)) == ("278166232544171", ("reason",))


def test_a_long_event_goes_as_multipart(decoded):
    part = '--b1\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = "".join(part.format(name, value) for name, value in EVENT.items()) + "--b1--\r\n"

    (hit,) = decoded("https://www.facebook.com/tr/", body=body)

    assert (hit.account, hit.event) == ("278166232544171", "SubscribedButtonClick")
    assert hit.said(DataKind.BUTTON_TEXT) == ("Call (555) 010-0199",)


def test_the_mirror_of_an_event_is_counted_once(decoded):
    mirror = URL.replace("/tr/", "/privacy_sandbox/pixel/register/trigger/")

    hits = once((*decoded(mirror), *decoded(URL)))

    assert [hit.mirror for hit in hits] == [False]


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL.replace("/tr/", "/x/y"))

    assert (hit.pixel, hit.account, hit.own_host) == ("meta_pixel", "278166232544171", False)
