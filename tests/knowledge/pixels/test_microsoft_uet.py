from scriptward.vocabulary.words import DataKind

URL = "https://bat.bing.com/action/0?ti=14002049&Ver=2&mid=8cc0bed4&vid=a75b64f0244411f0&msclkid=N&evt=pageLoad&p=https%3A%2F%2Fwww.willow.test%2Fvisit&tl=Visit&r="


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("Microsoft UET", "14002049", "pageLoad")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")
    assert hit.said(DataKind.CLICK_ID) == ()


def test_settings_name_the_account(decoded):
    (hit,) = decoded("https://bat.bing.com/p/action/14002049.js")

    assert (hit.account, hit.event) == ("14002049", "load")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("microsoft_uet", "14002049", False)
