import pytest

from scriptward.knowledge.cookies import purpose_of


@pytest.mark.parametrize(
    "name,host,purpose,platform",
    [
        ("_ga", "", "analytics", "Google Analytics"),
        ("_ga_AB12CD34", "", "analytics", "Google Analytics"),
        ("_fbp", "willowbrook.test", "marketing", "Facebook"),
        ("_hjSessionUser_12345", "", "functional", "Hotjar"),
        ("CookieConsent", "", "functional", "Cookiebot"),
        ("ph_phc_0Aa1Bb_posthog", "", "analytics", "PostHog"),
        ("ajs_anonymous_id", "", "analytics", "Segment"),
    ],
)
def test_a_known_name_says_purpose_and_platform(name, host, purpose, platform):
    found = purpose_of(name, host=host)

    assert found is not None
    assert (found.purpose, found.platform) == (purpose, platform)


@pytest.mark.parametrize("name", ["", "portal_session", "c", "td", "x" * 100_000, "\ud800"])
def test_an_unknown_or_short_name_says_nothing(name):
    assert purpose_of(name) is None


def test_a_short_name_says_something_on_its_own_domain():
    found = purpose_of("fr", host="www.facebook.com")

    assert found is not None
    assert found.purpose == "marketing"


@pytest.mark.parametrize(
    "name,shape",
    [
        ("_ga", "_ga"),
        ("_ga_AB12CD34", "_ga_…"),
        ("_hjSession_12345", "_hjSession_…"),
        ("ph_phc_0Aa1Bb_posthog", "ph_…_posthog"),
    ],
)
def test_what_varies_from_visitor_to_visitor_is_folded(name, shape):
    found = purpose_of(name)

    assert found is not None
    assert found.shape(name) == shape
