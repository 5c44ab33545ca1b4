URL = "https://willow.collector.snplow.net/com.snowplowanalytics.snowplow/tp2"
BODY = {
    "schema": "iglu:x",
    "data": [
        {
            "e": "pv",
            "p": "web",
            "tv": "js-4.10.1",
            "aid": "willow",
            "url": "https://www.willow.test/visit",
            "page": "Visit",
            "duid": "37ad0c43",
        }
    ],
}


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("Snowplow", "willow", "pv")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("snowplow", "willow", False)
