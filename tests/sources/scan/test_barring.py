"""Challenges and refusals are told from pages of the site."""

import pytest

from scriptward.sources.scan.barring import no_page

WALLS = {
    "Cloudflare": (403, (("cf-mitigated", "challenge"),), ""),
    "DataDome": (403, (), "<script>var dd={'rt':'c','host':'geo.captcha-delivery.com'}</script>"),
    "HUMAN (PerimeterX)": (403, (), '<div id="px-captcha"></div>'),
    "Akamai": (403, (), "Access Denied … Reference #18.2d351ab8.1557333295.a4e16ab"),
    "Imperva": (200, (), "Request unsuccessful. Incapsula incident ID: 442000200152096482"),
    "AWS WAF": (202, (("X-Amzn-Waf-Action", "challenge"),), ""),
    "Kasada": (429, (("x-kpsdk-ct", "token"),), ""),
    "F5": (200, (), "The requested URL was rejected. Please consult with your administrator."),
    "a CAPTCHA": (403, (), '<script src="https://js.hcaptcha.com/1/api.js"></script>'),
}


@pytest.mark.parametrize("name", WALLS)
def test_a_challenge_is_named(name):
    status, headers, text = WALLS[name]

    assert no_page(status, headers, [text]) == (
        f"a challenge of {name} stood in front of it (status {status})"
    )


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_refusal_and_maintenance_are_no_page(status):
    assert no_page(status, (), ["<h1>Back soon</h1>"]) == f"the server answered {status}"


@pytest.mark.parametrize(
    "text",
    [
        '<form><div class="g-recaptcha"></div></form>',
        '<div class="cf-turnstile"></div>',
        '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>',
        "<p>We use DataDome and Incapsula.</p>",
        '<script src="/ips.js?x"></script>',
    ],
)
def test_a_page_that_uses_one_of_them_is_a_page(text):
    assert no_page(200, (("x-kpsdk-ct", "token"), ("server", "cloudflare")), [text]) == ""


def test_a_missing_page_is_the_site_s_own():
    assert no_page(404, (), ["not here"]) == ""


def test_a_vast_text_is_looked_at_to_a_bound():
    assert no_page(200, (), ["var dd = {" * 1_000_000]) == ""
