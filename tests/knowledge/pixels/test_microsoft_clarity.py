import gzip
import json

URL = "https://l.clarity.ms/collect"
BODY = {
    "e": [
        "0.8.1",
        1,
        0,
        2500,
        "oyljg3v3uy",
        "1h2k3j4",
        "s9d8f7g",
        1,
        0,
        0,
        1,
        "https://www.willow.test/visit",
    ],
    "a": [],
    "p": [[120, 4, 1, 0, "*D"]],
}


def test_an_upload_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("Microsoft Clarity", "oyljg3v3uy", "collect")
    assert hit.page_url == "https://www.willow.test/visit"


def test_an_upload_may_be_compressed(decoded):
    (hit,) = decoded(URL, body=gzip.compress(json.dumps(BODY).encode()))

    assert (hit.account, hit.unread) == ("oyljg3v3uy", False)


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("microsoft_clarity", "oyljg3v3uy", False)
