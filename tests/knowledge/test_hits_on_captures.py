"""Every request of a known format in real captures is decoded, at home and behind a proxy."""

import dataclasses
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from scriptward.knowledge.hits import decode, once
from scriptward.sources.har_import import read_hars

SENT = {
    "adobe_audience_manager": r"dpm\.demdex\.net/(?:ibs|demconf)",
    "floodlight": r"doubleclick\.net/(?:td/fls/rul/)?activityi?;|adservice\.google\.com/ddm/fls/z/",
    "google_ads": r"/pagead/(?:1p-)?(?:conversion|user-list|form-data|viewthroughconversion)/"
    r"|/td/rul/|/ccm/collect",
    "google_analytics_4": r"/g/collect\?",
    "google_tag_manager": r"googletagmanager\.com/(?:gtm\.js|gtag/)",
    "hotjar": r"content\.hotjar\.io/",
    "hubspot": r"track\.hubspot\.com/__ptq|forms[\w-]*\.hs(?:forms|collectedforms)\.|api\.hubapi\.",
    "linkedin_insight": r"px\.ads\.linkedin\.com/(?:collect|attribution_trigger|wa)|/px/li_sync",
    "meta_pixel": r"facebook\.com/(?:tr/|privacy_sandbox/pixel)",
    "microsoft_clarity": r"\w\.clarity\.ms/collect|c\.(?:clarity\.ms|bing\.com)/c\.gif",
    "microsoft_uet": r"bat\.bing\.com/action/",
    "mountain": r"px\.mountain\.com/st|dx\.mountain\.com/spx",
    "new_relic": r"bam\.nr-data\.net/",
    "nextdoor_pixel": r"flask\.nextdoor\.com/pixel",
    "pinterest_tag": r"ct\.pinterest\.com/(?:v3|user)/",
    "quantcast": r"pixel\.quantserve\.com/pixel",
    "simplifi": r"//(?:i|um)\.simpli\.fi/",
    "siteimprove": r"siteimproveanalytics\.io/image\.aspx",
    "snap_pixel": r"tr6?\.snapchat\.com/p$|tr\.snapchat\.com/(?:p\?|cm/i)",
    "spotify_pixel": r"pixels\.spotify\.com/v1/ingest",
    "stackadapt": r"srv\.stackadapt\.com/saq_pxl",
    "taboola": r"trc(?:-events)?\.taboola\.com/\d+/(?:log|trc)/",
    "tiktok_pixel": r"analytics\.tiktok\.com/api/v2/pixel",
    "trade_desk": r"(?:insight|match)\.adsrvr\.org/(?:track|tags)/",
    "tvsquared": r"tvsquared\.com/tv2track\.php",
    "universal_analytics": r"//(?:www\.google-analytics|stats\.g\.doubleclick)\.\w+/(?:j/)?collect",
    "userway": r"api\.userway\.org/api/",
    "x_pixel": r"/i/adsct\?",
    "yahoo_dot": r"sp\.analytics\.yahoo\.com/sp\.pl",
    "zeta": r"api\.boomtrain\.com/|live\.rezync\.com/sync",
}
"""Where each format was sent in the captures, written down apart from the pixels."""
WITHOUT_ACCOUNT = re.compile(
    r"match\.adsrvr\.org|um\.simpli\.fi|clarity\.ms/|c\.bing\.com|/counters\.gif|/ccm/collect\?en="
)
"""Requests that carry none, or lost the body that did."""


@pytest.fixture(scope="module")
def requests(checkout):
    captures = sorted((checkout / "tests/data/har").glob("*.har.gz"))
    capture = read_hars(captures)
    return [sending.request for sending in capture.sendings if sending.request.method != "OPTIONS"]


@pytest.fixture(scope="module")
def sent(requests):
    """`[(pixel, request), …]` by where they went."""
    return [
        (name, request)
        for request in requests
        for name, pattern in SENT.items()
        if re.search(pattern, request.url[:2_000])
    ]


def elsewhere(request, path=None):
    """The same request to the site itself; `path`: instead of its own, parameters kept."""
    parts = urlsplit(request.url)
    rest = request.url.partition("://")[2][len(parts.netloc) :]
    if path:
        matrix = re.search(r";.*|(?<=/)[\w~.:-]+=.*", parts.path)
        rest = f"{path}{matrix.group() if matrix else ''}?{parts.query}"
    return dataclasses.replace(request, url=f"https://data.willow.test{rest}")


def missed(pairs):
    return Counter(
        name for name, request in pairs if not {h.pixel for h in decode(request)} & {name}
    )


def test_the_captures_hold_thirty_formats(sent):
    assert {name for name, _ in sent} == set(SENT)


def test_every_request_of_a_format_is_decoded(sent):
    assert missed(sent) == {}


def test_every_hit_names_its_event(sent):
    assert [request.url for _, request in sent for hit in decode(request) if not hit.event] == []


def test_every_hit_names_its_account_where_one_is_sent(sent):
    without = [request.url for _, request in sent for hit in decode(request) if not hit.account]

    assert [url for url in without if not WITHOUT_ACCOUNT.search(url)] == []


def test_nine_in_ten_are_told_on_a_host_of_the_site(sent):
    moved = [(name, elsewhere(request)) for name, request in sent]

    assert sum(missed(moved).values()) <= 0.1 * len(moved), missed(moved)


def test_nine_in_ten_events_are_told_under_any_path(sent):
    syncs = re.compile(r"match\.adsrvr\.org|um\.simpli\.fi|/c\.gif|clarity\.ms/collect$")
    events = [pair for pair in sent if not syncs.search(pair[1].url)]
    moved = [(name, elsewhere(request, "/metrics/x/")) for name, request in events]

    assert sum(missed(moved).values()) <= 0.1 * len(moved), missed(moved)


def test_what_is_moved_names_the_same_account(sent):
    wrong = [
        request.url
        for _, request in sent
        for hit in decode(elsewhere(request))
        if hit.account not in {own.account for own in decode(request)}
    ]

    assert wrong == []


def test_nothing_else_is_taken_for_a_pixel(requests):
    told = {(hit.pixel, urlsplit(r.url).hostname) for r in requests for hit in decode(r)}
    by_signs = {
        (hit.pixel, urlsplit(request.url).hostname)
        for request in requests
        for hit in decode(request)
        if not hit.own_host
    }

    assert len(told) > 40
    assert by_signs == set()


def test_copies_are_counted_once(requests):
    hits = [hit for request in requests for hit in decode(request)]

    counted = Counter(hit.pixel for hit in once(hits) if hit.mirror)

    assert sum(hit.mirror for hit in hits if hit.pixel == "meta_pixel") > 20
    assert counted["meta_pixel"] == 0
    assert counted["x_pixel"] == 0


def test_placeholders_of_pasted_snippets_are_told(requests):
    matches = [match for request in requests for hit in decode(request) for match in hit.matching]

    found = Counter((match.kind.value, match.placeholder) for match in matches)

    assert found[("email_hash", True)] >= 8
    assert found[("email_hash", False)] == 0
