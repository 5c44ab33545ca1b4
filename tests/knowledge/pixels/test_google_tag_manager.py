URL = "https://www.googletagmanager.com/gtm.js?id=GTM-W1LL0W"


def test_a_container_is_named_when_it_loads(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("Google Tag Manager", "GTM-W1LL0W", "load")


def test_a_tag_is_named_when_it_loads(decoded):
    (hit,) = decoded("https://www.googletagmanager.com/gtag/js?id=AW-11008580020&l=dataLayer")

    assert hit.account == "AW-11008580020"


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL.replace("gtm.js", "x7"))

    assert (hit.pixel, hit.account, hit.own_host) == ("google_tag_manager", "GTM-W1LL0W", False)


def test_another_id_on_another_host_is_no_tag(proxied):
    assert proxied("https://shop.willow.test/item?id=G-12345X") == ()
