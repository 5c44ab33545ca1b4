URL = "https://pi.pardot.com/analytics?ver=3&visitor_id=771&campaign_id=12&account_id=987654&pi_opt_in=&title=Visit&url=https%3A%2F%2Fwww.willow.test%2Fvisit&referrer="


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == (
        "Salesforce Account Engagement",
        "987654",
        "page view",
    )
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("pardot", "987654", False)
