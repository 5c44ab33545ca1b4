URL = "https://bam.nr-data.net/events/1/NRJS-1e4d?a=1502915114&v=1.288.1&rst=3781&ck=0&s=293eb379d23f&ref=https%3A%2F%2Fwww.willow.test%2Fvisit"
BODY = "bel.7;1,k,,2wy,'initialPageLoad,'https://www.willow.test/visit,1"


def test_a_report_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("New Relic Browser", "1502915114", "events")
    assert hit.page_url == "https://www.willow.test/visit"


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("new_relic", "1502915114", False)
