URL = "https://trc.taboola.com/1612304/log/3/unip?en=page_view&item-url=https%3A%2F%2Fwww.willow.test%2Fvisit&tim=1745853793094&ui=92272837-tuct"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("Taboola Pixel", "1612304", "page_view")
    assert hit.page_url == "https://www.willow.test/visit"


def test_an_event_inside_a_document_is_one(decoded):
    (hit,) = decoded(
        "https://trc.taboola.com/1612304/trc/3/json?tim=1745853788534&data=%7B%22mpvd%22%3A%7B%22en%22%3A%22lead%22%7D%7D"
    )

    assert (hit.account, hit.event) == ("1612304", "lead")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("taboola", "1612304", False)
