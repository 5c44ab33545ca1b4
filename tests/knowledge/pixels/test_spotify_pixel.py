URL = "https://pixels.spotify.com/v1/ingest"
BODY = {
    "batch": [
        {
            "pid": "dd67",
            "pixel_id": "81948c602f3540b3bc5090fa03a92bf3",
            "pixel_version": "2.0.3",
            "uid": "1e2b465a",
            "events": [
                {"action": "view", "body": {"url": "https://www.willow.test/visit", "referrer": ""}}
            ],
        }
    ]
}


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == (
        "Spotify Pixel",
        "81948c602f3540b3bc5090fa03a92bf3",
        "view",
    )
    assert hit.page_url == "https://www.willow.test/visit"


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == (
        "spotify_pixel",
        "81948c602f3540b3bc5090fa03a92bf3",
        False,
    )
