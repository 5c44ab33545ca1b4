from scriptward.vocabulary.words import DataKind

URL = "https://tr.snapchat.com/p"
BODY = {
    "ctx": {"c1": "07c004fb", "url": "https://www.willow.test/visit", "v": "3.44"},
    "req": [
        {
            "t": {
                "pid": "ae31b5c2-c9a3-409b-8af8-adb22bb87ecd",
                "ev": "PAGE_VIEW",
                "u_hem": "FFF9999999999999999999999999999999999999999999999999999999999999999",
            }
        },
        {"md": {"md": [{"tagProtocol": 3, "tagData": {"og:title": "Request a visit"}}]}},
    ],
    "u_scsid": "295581eb",
}


def test_an_event_names_account_and_page(decoded):
    (hit, _) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == (
        "Snap Pixel",
        "ae31b5c2-c9a3-409b-8af8-adb22bb87ecd",
        "PAGE_VIEW",
    )
    assert hit.page_url == "https://www.willow.test/visit"
    assert hit.said(DataKind.EMAIL_HASH) == ("FFF" + "9" * 64,)


def test_metadata_of_the_page_is_a_hit_of_its_own(decoded):
    (_, hit) = decoded(URL, body=BODY)

    assert (hit.event, hit.title) == ("metadata", "Request a visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit, _) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == (
        "snap_pixel",
        "ae31b5c2-c9a3-409b-8af8-adb22bb87ecd",
        False,
    )
