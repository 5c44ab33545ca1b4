from scriptward.vocabulary.words import DataKind

URL = (
    "https://www.googleadservices.com/pagead/conversion/11008580020/?random=1745853762185&cv=11"
    "&fst=1745853762185&fmt=4&gtm=45be54n0h1&auid=155.174&npa=0&label=abc&tiba=Visit"
    "&url=https%3A%2F%2Fwww.willow.test%2Fvisit&data=event%3Dsign_up%3Bplan%3Dgold"
)
HASH = "4b0b4b1a3bc4b3d8e4d9e5b5a1d7f0f6e9f0a4d6b0a1c2d3e4f5061728394a5b"


def test_a_conversion_names_account_event_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("Google Ads", "11008580020", "sign_up")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")
    assert "gold" in {p.value for p in hit.parameters if p.name == "data.plan"}


def test_a_hashed_address_among_its_parts_is_told(decoded):
    (hit,) = decoded(f"{URL}&em=tv.1~em.{HASH}")

    assert hit.said(DataKind.EMAIL_HASH) == (f"tv.1~em.{HASH}",)


def test_the_consent_ping_without_an_account_is_one_as_well(decoded):
    (hit,) = decoded("https://www.google.com/ccm/collect?en=page_view&dl=https%3A%2F%2Fw.test%2F")

    assert (hit.pixel, hit.account, hit.event) == ("google_ads", "", "page_view")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("google_ads", "11008580020", False)
