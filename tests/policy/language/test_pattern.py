"""URL patterns: what each sign stands for."""

import time

import pytest

from scriptward.policy.language.pattern import address_of, host_matches, url_pattern


@pytest.mark.parametrize(
    "pattern, url",
    [
        ("/portal/**", "https://www.clinic.test/portal/inbox/7?a=b#c"),
        ("/portal/**", "https://www.clinic.test/portal/"),
        ("/portal/**", "https://www.clinic.test/portal"),
        ("/", "https://www.clinic.test"),
        ("/find/*/doctor", "https://www.clinic.test/find/heart/doctor"),
        ("/**/pay", "https://www.clinic.test/a/b/pay"),
        ("/app-*.js", "https://www.clinic.test/app-1f2e.js"),
        ("https://cdn.acme.test/a.js", "https://cdn.acme.test/a.js?v=2"),
        ("https://*.acme.test/**", "https://s1.eu.acme.test/x/y"),
        ("https://acme.test:8443/", "https://acme.test:8443/"),
        ("https://acme.test:*/", "https://acme.test:9000/"),
        ("https://acme.test/live", "wss://acme.test/live"),
    ],
)
def test_a_pattern_means(pattern, url):
    address = address_of(url)

    assert address is not None
    assert url_pattern(pattern).matches(address, own=True)


@pytest.mark.parametrize(
    "pattern, url",
    [
        ("/portal/**", "https://www.clinic.test/portals"),
        ("/find/*/doctor", "https://www.clinic.test/find/a/b/doctor"),
        ("/a", "https://www.clinic.test/a/"),
        ("https://cdn.acme.test/a.js", "https://cdn.acme.test/b/a.js"),
        ("https://cdn.acme.test/a.js", "http://cdn.acme.test/a.js"),
        ("https://*.acme.test/**", "https://acme.test/x"),
        ("https://*.acme.test/**", "https://evilacme.test/x"),
        ("https://acme.test/", "https://acme.test:8443/"),
        ("https://acme.test/", "https://acme.test.evil.test/"),
    ],
)
def test_a_pattern_does_not_mean(pattern, url):
    address = address_of(url)

    assert address is not None
    assert not url_pattern(pattern).matches(address, own=True)


def test_a_path_is_one_of_the_sites_own_hosts():
    address = address_of("https://evil.test/portal/x")

    assert address is not None
    assert not url_pattern("/portal/**").matches(address, own=False)


def test_a_host_pattern_is_a_label_boundary():
    assert host_matches("*.acme.test", "a.b.acme.test")
    assert not host_matches("*.acme.test", "xacme.test")
    assert not host_matches("*.acme.test", "acme.test")


def test_a_hostile_address_is_judged_soon():
    address = address_of("https://www.clinic.test/" + "a/" * 20_000 + "b")
    start = time.process_time()

    assert address is not None
    assert not url_pattern("/**/a/**/a/**/a/**/c").matches(address, own=True)
    assert time.process_time() - start < 2
