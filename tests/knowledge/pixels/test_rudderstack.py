from scriptward.vocabulary.words import DataKind

URL = "https://willow.dataplane.rudderstack.com/v1/batch"
BODY = {
    "writeKey": "wbRudder",
    "batch": [
        {
            "type": "page",
            "channel": "web",
            "anonymousId": "a-7755",
            "userId": "patient-77",
            "context": {
                "app": {"namespace": "com.rudderlabs.javascript"},
                "page": {"url": "https://www.willow.test/visit", "title": "Visit"},
            },
        }
    ],
}


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("RudderStack", "wbRudder", "page")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")
    assert hit.said(DataKind.USER_ID) == ("patient-77",)


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("rudderstack", "wbRudder", False)
