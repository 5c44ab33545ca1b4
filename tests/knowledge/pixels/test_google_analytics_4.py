from scriptward.vocabulary.words import DataKind, Where

SHARED = "v=2&tid=G-WILLOW123&gtm=45je54n0&cid=668205456.1745853750&_p=1&gcs=G111"
SITE = "https%3A%2F%2Fwww.willow.test%2F"
PAGE = f"dl={SITE}conditions%2Fgout&dt=Gout&dr={SITE}"
VIEW = f"https://www.google-analytics.com/g/collect?{SHARED}&{PAGE}&en=page_view"


def test_a_page_view_names_account_page_and_visitor(decoded):
    (hit,) = decoded(VIEW)

    assert (hit.product, hit.account, hit.event) == (
        "Google Analytics 4",
        "G-WILLOW123",
        "page_view",
    )
    assert (hit.page_url, hit.title) == ("https://www.willow.test/conditions/gout", "Gout")
    assert hit.referrer == "https://www.willow.test/"
    assert [each.parameter.value for each in hit.ids] == ["668205456.1745853750"]


def test_each_line_of_a_batch_is_an_event_with_the_shared_page(decoded):
    lines = "en=scroll&epn.percent_scrolled=25\r\nen=scroll&epn.percent_scrolled=50"

    hits = decoded(f"https://analytics.google.com/g/collect?{SHARED}&{PAGE}", body=lines)

    assert [hit.event for hit in hits] == ["scroll", "scroll"]
    assert {hit.page_url for hit in hits} == {"https://www.willow.test/conditions/gout"}


def test_a_search_phrase_and_a_link_text_are_told(decoded):
    (hit,) = decoded(
        f"https://www.google-analytics.com/g/collect?{SHARED}",
        body="en=view_search_results&ep.search_term=knee+pain&ep.link_text=Book+now",
    )

    assert hit.said(DataKind.SEARCH_TERM) == ("knee pain",)
    assert hit.said(DataKind.BUTTON_TEXT) == ("Book now",)
    (search,) = (each for each in hit.carried if each.kind is DataKind.SEARCH_TERM)
    assert (search.parameter.where, search.parameter.path) == (Where.BODY, "body.ep.search_term")


def test_a_container_on_the_own_server_makes_no_difference(proxied):
    (hit,) = proxied(VIEW.replace("/g/collect", "/a1b2"))

    assert (hit.pixel, hit.account, hit.own_host) == ("google_analytics_4", "G-WILLOW123", False)
