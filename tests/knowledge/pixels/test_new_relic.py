from scriptward.vocabulary.words import DataKind

URL = "https://bam.nr-data.net/events/1/NRJS-1e4d?a=1502915114&v=1.288.1&rst=3781&ck=0&s=293eb379d23f&ref=https%3A%2F%2Fwww.willow.test%2Fvisit"
BODY = "bel.7;1,k,,2wy,'initialPageLoad,'https://www.willow.test/visit,1"


def test_a_report_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("New Relic Browser", "1502915114", "events")
    assert hit.page_url == "https://www.willow.test/visit"


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("new_relic", "1502915114", False)


def test_a_replay_holds_its_page_and_person_in_a_form_inside_a_parameter(decoded):
    site = "https%3A%2F%2Fwww.willow.test%2F"
    attributes = f"session%3D5a2e%26enduser.id%3Dpatient-77%26currentUrl%3D{site}"
    kind = "browser_monitoring_key=NRJS-w&type=SessionReplay&app_id=601"

    (hit,) = decoded(f"https://bam.nr-data.net/browser/blobs?{kind}&attributes={attributes}")

    assert (hit.account, hit.event, hit.page_url) == (
        "601",
        "SessionReplay",
        "https://www.willow.test/",
    )
    assert hit.said(DataKind.USER_ID) == ("patient-77",)
