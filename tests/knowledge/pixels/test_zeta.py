URL = "https://events.api.boomtrain.com/event/track"
BODY = {
    "type": "viewed",
    "site_id": "willow-exchange",
    "bsin": "1veml",
    "href": "https://www.willow.test/visit",
}


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("Zeta", "willow-exchange", "viewed")
    assert hit.page_url == "https://www.willow.test/visit"


def test_a_visitor_is_named_by_a_document_in_base64(decoded):
    (hit,) = decoded(
        "https://people.api.boomtrain.com/identify/resolve?site_id=willow&data=eyJjb29raWUiOnsiYnNpbiI6IjF2ZW1sNzcifX0="
    )

    assert [each.parameter.value for each in hit.ids] == ["1veml77"]


def test_a_sync_names_the_account(decoded):
    (hit,) = decoded("https://live.rezync.com/sync?c=16&p=b2&k=willow-pixel-7&zmpID=willow")

    assert (hit.account, hit.event) == ("willow", "sync")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("zeta", "willow-exchange", False)
