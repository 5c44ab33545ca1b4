URL = (
    "https://px.ads.linkedin.com/collect?v=2&fmt=js&pid=5485124%2C301905&time=1745853788582"
    "&url=https%3A%2F%2Fwww.willow.test%2Fconditions%2Fgout"
)
VISIT = {
    "pids": [5485124],
    "url": "https://www.willow.test/conditions/gout",
    "pageTitle": "Gout",
    "signalType": "PAGE_VISIT",
    "hem": None,
}


def test_a_visit_names_accounts_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account) == ("LinkedIn Insight Tag", "5485124,301905")
    assert hit.page_url == "https://www.willow.test/conditions/gout"


def test_a_signal_goes_as_text_that_is_json(decoded):
    (hit,) = decoded("https://px.ads.linkedin.com/wa/", body=VISIT)

    assert (hit.account, hit.event, hit.title) == ("5485124", "PAGE_VISIT", "Gout")
    assert hit.matching == ()


def test_a_sync_names_the_event_it_leads_to(decoded):
    (hit,) = decoded(
        "https://www.linkedin.com/px/li_sync?redirect=https%3A%2F%2Fpx.ads.linkedin.com%2Fcollect"
        "%3Fpid%3D5485124%26time%3D1745853788582%26url%3Dhttps%253A%252F%252Fwww.willow.test%252F"
    )

    assert (hit.account, hit.page_url) == ("5485124", "https://www.willow.test/")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied("https://px.ads.linkedin.com/x", body=VISIT)

    assert (hit.pixel, hit.account, hit.own_host) == ("linkedin_insight", "5485124", False)
