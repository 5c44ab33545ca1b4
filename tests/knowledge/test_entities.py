import json
from importlib.resources import files

import pytest

from scriptward.knowledge.entities import UNKNOWN, owner_of, recipient_of
from scriptward.knowledge.host_rows import rows
from scriptward.vocabulary.observations import Owner


@pytest.mark.parametrize(
    "url,entity,product,category",
    [
        ("https://www.facebook.com/tr?id=1", "Meta Platforms", "Meta Pixel", "ads"),
        ("https://www.facebook.com/tr/?id=1", "Meta Platforms", "Meta Pixel", "ads"),
        ("https://connect.facebook.net/en_US/fbevents.js", "Meta Platforms", "", ""),
        (
            "https://www.google-analytics.com/g/collect?v=2",
            "Google (Alphabet)",
            "Google Analytics 4",
            "analytics",
        ),
        (
            "https://region1.google-analytics.com/g/collect",
            "Google (Alphabet)",
            "Google Analytics 4",
            "analytics",
        ),
        (
            "https://www.google-analytics.com/j/collect",
            "Google (Alphabet)",
            "Universal Analytics (legacy)",
            "analytics",
        ),
        (
            "https://www.google.com/recaptcha/api.js",
            "Google (Alphabet)",
            "reCAPTCHA (Enterprise)",
            "security",
        ),
        ("https://www.google.com/", "Google (Alphabet)", "", ""),
        ("https://fonts.gstatic.com/s/x.woff2", "Google (Alphabet)", "Fonts API", "cdn"),
        (
            "https://8.fls.doubleclick.net/activityi;src=1;type=2",
            "Google (Alphabet)",
            "Campaign Manager 360 Floodlight",
            "ads",
        ),
        ("https://www.clarity.ms/tag/x", "Microsoft", "Clarity", "session_replay"),
        (
            "https://d1.cloudfront.net/a.js",
            "Amazon Web Services",
            "CloudFront (customer unknown)",
            "cdn",
        ),
        ("https://bf123.dynatrace.com/bf", "Dynatrace", "RUM/Session Replay", "monitoring"),
        ("https://cdn.jsdelivr.net/npm/x", "Prospect One", "jsDelivr", "cdn"),
    ],
)
def test_an_address_is_named_by_host_and_signature(url, entity, product, category):
    assert owner_of(url) == Owner(entity=entity, product=product, category=category)


def test_a_new_host_of_a_companys_own_domain_is_the_companys():
    assert recipient_of("never-seen.hs-scripts.com").entity == "HubSpot"


@pytest.mark.parametrize(
    "host",
    [
        "",
        "localhost",
        "willowbrook.test",
        "44.228.85.26",
        "[::1]",
        "notfacebook.com",
        "facebook.com.evil.test",
        "a" * 10_000 + ".test",
        "com",
        "..",
        "\ud800.test",
    ],
)
def test_nobody_known_is_unknown_and_never_the_site(host):
    assert recipient_of(host) == UNKNOWN


def test_case_and_a_last_dot_make_no_difference():
    assert recipient_of("WWW.Clarity.MS.") == recipient_of("www.clarity.ms")


@pytest.mark.parametrize("url", ["", "about:blank", "data:text/javascript,1", "https://[::1/x"])
def test_an_odd_address_has_no_known_owner(url):
    assert owner_of(url) == UNKNOWN


def test_notes_in_the_vendor_table_are_no_hosts():
    assert not [host for host in rows() if " " in host or "*" in host or "." not in host]


def test_each_category_is_one_of_the_vendor_tables():
    own = {row.owner.category for group in rows().values() for row in group if row.own}
    theirs = {row.owner.category for group in rows().values() for row in group if not row.own}

    assert theirs - {""} <= own


def test_each_of_our_host_facts_says_its_ground():
    lines = (files("scriptward.knowledge") / "data" / "hosts.tsv").read_text("utf-8").splitlines()

    assert [line for line in lines if len(line.split("\t")) != 5 or line.endswith("\t")] == []


def test_foreign_data_says_source_version_and_licence():
    text = (files("scriptward.knowledge") / "data" / "third_party_web.json").read_text("utf-8")

    assert {"source", "version", "licence", "changes"} <= json.loads(text).keys()
