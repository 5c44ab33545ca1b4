from scriptward.vocabulary.words import DataKind

URL = "https://ct.pinterest.com/v3/?tid=2613441547282&event=pagevisit&cb=1745853773205&ed=%7B%22search_query%22%3A%22gout%22%7D&pd=%7B%22em%22%3A%229999999999999999999999999999999999999999999999999999999999999999%22%7D&ad=%7B%22loc%22%3A%22https%3A%2F%2Fwww.willow.test%2Fvisit%22%7D"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("Pinterest Tag", "2613441547282", "pagevisit")
    assert hit.page_url == "https://www.willow.test/visit"
    assert hit.said(DataKind.SEARCH_TERM) == ("gout",)
    assert hit.said(DataKind.EMAIL_HASH) == ("9" * 64,)


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("pinterest_tag", "2613441547282", False)
