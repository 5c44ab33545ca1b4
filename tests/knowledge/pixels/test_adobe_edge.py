URL = "https://edge.adobedc.net/ee/v1/interact?configId=ae31b5c2-c9a3-409b-8af8-adb22bb87ecd&requestId=7"
BODY = {
    "events": [
        {
            "xdm": {
                "eventType": "web.webpagedetails.pageViews",
                "web": {
                    "webPageDetails": {"URL": "https://www.willow.test/visit", "name": "Visit"}
                },
                "identityMap": {"ECID": [{"id": "45117"}]},
            }
        }
    ]
}


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == (
        "Adobe Experience Platform Edge",
        "ae31b5c2-c9a3-409b-8af8-adb22bb87ecd",
        "web.webpagedetails.pageViews",
    )
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == (
        "adobe_edge",
        "ae31b5c2-c9a3-409b-8af8-adb22bb87ecd",
        False,
    )
