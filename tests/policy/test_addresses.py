"""What becomes `*` in a learned address, and what stays."""

import pytest

from scriptward.policy.addresses import host_patterns, script_pattern


@pytest.mark.parametrize(
    "url, pattern",
    [
        ("https://a.test/app.js?v=3#x", "https://a.test/app.js"),
        ("https://a.test/app.3f2a9c1b.js", "https://a.test/app.*.js"),
        ("https://a.test/index-BfQ2x9aT.js", "https://a.test/index-*.js"),
        ("https://a.test/main.20261125093011.js", "https://a.test/main.*.js"),
        ("https://a.test/f4/0b0a9d1e-7c1f-4a6b-9a3d-1c2b3a4d5e6f/x.js", "https://a.test/f4/*/x.js"),
        ("https://a.test/index-DdkLmqRs.js", "https://a.test/index-*.js"),
        ("https://a.test/static/1.449.2/recorder.js", "https://a.test/static/*/recorder.js"),
        ("https://a.test/v2.83.0-beta.1/x.js", "https://a.test/*/x.js"),
        ("https://a.test/api/2.1/x.js", "https://a.test/api/2.1/x.js"),
        ("https://a.test/jquery-3.7.1.min.js", "https://a.test/jquery-3.7.1.min.js"),
        (
            "https://a.test/analytics.js/v1/wbSegment/a.js",
            "https://a.test/analytics.js/v1/wbSegment/a.js",
        ),
        ("https://a.test/[email]/x.js", "https://a.test/*/x.js"),
        ("https://a.test:8443/x.js", "https://a.test:8443/x.js"),
        ("https://a.test", "https://a.test/"),
        ("https://a.test/**/x.js", "https://a.test/*/x.js"),
        ("blob:https://a.test", ""),
        ("chrome-extension://x/y.js", ""),
    ],
)
def test_a_scripts_address_as_a_pattern(url, pattern):
    assert script_pattern(url) == pattern


def test_numbered_hosts_are_one():
    assert host_patterns(["s1.acme.test", "s22.acme.test", "www.acme.test"]) == ("*.acme.test",)


def test_a_random_host_is_its_domain():
    assert host_patterns(["a81bc81b9x23.collect.acme.test"]) == ("*.collect.acme.test",)


def test_a_public_suffix_is_never_permitted_whole():
    assert host_patterns(["shop1.co.uk", "shop2.co.uk"]) == ("shop1.co.uk", "shop2.co.uk")


def test_shards_of_letters_and_digits_are_one():
    assert host_patterns(["ab12.cdn.test", "cd34.cdn.test"]) == ("*.cdn.test",)
    assert host_patterns(["ab12.cdn.test"]) == ("ab12.cdn.test",)


@pytest.mark.parametrize(
    "shared", ["cloudfront.net", "s3.amazonaws.com", "web.app", "github.io", "azureedge.net"]
)
def test_hosts_below_a_name_that_many_owners_share_stay_apart(shared):
    hosts = (f"a81bc81b9x23.{shared}", f"a81bc81b9x24.{shared}", f"ab12.{shared}", f"cd34.{shared}")

    assert host_patterns(hosts) == tuple(sorted(hosts))


def test_a_bucket_of_ones_own_may_have_shards():
    hosts = ["s1.d111abcdef8.cloudfront.net", "s2.d111abcdef8.cloudfront.net"]

    assert host_patterns(hosts) == ("*.d111abcdef8.cloudfront.net",)


def test_one_numbered_host_stays():
    assert host_patterns(["o1.ingest.acme.test"]) == ("o1.ingest.acme.test",)
