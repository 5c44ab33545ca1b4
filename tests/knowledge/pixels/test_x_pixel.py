from scriptward.knowledge.hits import once

URL = "https://t.co/i/adsct?txn_id=nvlct&p_id=Twitter&event_id=95db&events=%5B%5B%22pageview%22%2C%7B%7D%5D%5D&tw_document_href=https%3A%2F%2Fwww.willow.test%2Fvisit"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("X Pixel", "nvlct", "pageview")
    assert hit.page_url == "https://www.willow.test/visit"


def test_the_request_to_the_other_host_is_counted_once(decoded):
    twin = URL.replace("//t.co/", "//analytics.twitter.com/")

    hits = once((*decoded(URL), *decoded(twin)))

    assert [hit.mirror for hit in hits] == [False]


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("x_pixel", "nvlct", False)
