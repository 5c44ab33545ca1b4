URL = (
    "https://www.google-analytics.com/j/collect?v=1&t=event&tid=UA-1234567-1&cid=27.17&ec=form"
    "&ea=open&el=Request%20a%20visit&dl=https%3A%2F%2Fwww.willow.test%2Fvisit&dt=Visit"
)


def test_an_event_names_account_action_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("Universal Analytics", "UA-1234567-1", "open")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_a_batch_is_an_event_a_line(decoded):
    line = "v=1&tid=UA-1234567-1&cid=27.17&t=pageview&dp=%2Fvisit"

    hits = decoded("https://www.google-analytics.com/batch", body=f"{line}\n{line}")

    assert [hit.page_url for hit in hits] == ["/visit", "/visit"]


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("universal_analytics", "UA-1234567-1", False)
