from scriptward.vocabulary.words import DataKind, Where

BODY = {
    "event": "Pageview",
    "message_id": "messageId-1-2-C8J7IKS8D8GECQQUIMM0",
    "context": {
        "user": {"anonymous_id": "01JSYFW7C6WZ", "email": "9" * 64},
        "pixel": {"code": "C8J7IKS8D8GECQQUIMM0"},
        "page": {"url": "https://www.willow.test/conditions/gout", "referrer": ""},
        "library": {"name": "pixel.js"},
    },
}
URL = "https://analytics.tiktok.com/api/v2/pixel"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == (
        "TikTok Pixel",
        "C8J7IKS8D8GECQQUIMM0",
        "Pageview",
    )
    assert hit.page_url == "https://www.willow.test/conditions/gout"
    assert hit.said(DataKind.EMAIL_HASH) == ("9" * 64,)


def test_the_place_of_a_value_is_its_way_through_the_document(decoded):
    (hit,) = decoded(URL, body=BODY)

    (page,) = (each.parameter for each in hit.carried if each.kind is DataKind.URL_PATH)
    assert (page.where, page.path) == (Where.BODY, "body.context.page.url")


def test_settings_name_the_account(decoded):
    (hit,) = decoded("https://analytics.tiktok.com/i18n/pixel/events.js?sdkid=C8J7IKS8D8GECQQUIMM0")

    assert (hit.account, hit.event) == ("C8J7IKS8D8GECQQUIMM0", "load")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied("https://analytics.tiktok.com/x", body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("tiktok_pixel", "C8J7IKS8D8GECQQUIMM0", False)
