from scriptward.vocabulary.words import DataKind

URL = "https://track.hubspot.com/__ptq.gif?k=1&a=20852371&pu=https%3A%2F%2Fwww.willow.test%2Fvisit&t=Visit&vi=f2d2f2d2f2d2f2d2f2d2f2d2f2d2f2d2&cts=1745853805525"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("HubSpot", "20852371", "1")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_a_form_of_the_site_is_collected_with_its_values(decoded):
    (hit,) = decoded(
        "https://forms.hscollectedforms.net/collected-forms/submit/form",
        body={
            "type": "SCRAPED",
            "portalId": 20852371,
            "utk": "",
            "pageUrl": "https://www.willow.test/visit",
            "contactFields": {"email": "rowan.q7@patient.test"},
        },
    )

    assert (hit.account, hit.event) == ("20852371", "SCRAPED")
    assert hit.said(DataKind.EMAIL) == ("rowan.q7@patient.test",)


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("hubspot", "20852371", False)
