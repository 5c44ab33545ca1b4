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
