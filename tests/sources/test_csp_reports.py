import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scriptward.sources.csp_reports import MOST_BYTES, ReportsError, arrival
from scriptward.store.arrival import Arrival
from scriptward.store.delta import BehaviourKind
from scriptward.vocabulary.words import PageClass

SITE = "www.willowbrook.test"
LEGACY = {
    "csp-report": {
        "document-uri": f"https://{SITE}/portal/inbox?patient=jane",
        "referrer": "https://search.test/?q=oncology",
        "violated-directive": "img-src 'self'",
        "effective-directive": "img-src",
        "original-policy": "img-src 'self'",
        "disposition": "enforce",
        "blocked-uri": "https://x:y@px.evil.test/i/40417733?email=jane%40home.test#f",
        "source-file": f"https://{SITE}/site.js?v=2",
        "line-number": 12,
        "script-sample": "var name = 'Jane Planted'",
    }
}
MODERN = {
    "type": "csp-violation",
    "age": 10,
    "url": f"https://{SITE}/portal/inbox?patient=jane",
    "user_agent": "Jane's browser",
    "body": {
        "documentURL": f"https://{SITE}/portal/inbox?patient=jane",
        "effectiveDirective": "script-src-elem",
        "blockedURL": "inline",
        "disposition": "report",
        "sample": "Jane Planted",
    },
}


def arrived(told: object) -> Arrival:
    return arrival(
        msgspec.json.encode(told),
        site=SITE,
        page_class=lambda path: (
            PageClass.AUTHENTICATED if path.startswith("/portal/") else PageClass.UNKNOWN
        ),
    )


def test_a_report_uri_report_becomes_a_sighting_of_bare_addresses():
    (sighting,) = arrived(LEGACY).sightings

    seen = sighting.behaviour
    assert (seen.kind, seen.api) == (BehaviourKind.CSP_REPORT, "img-src")
    assert (seen.target, seen.recipient) == ("https://px.evil.test/i/[id]", "px.evil.test")
    assert (seen.script, seen.page_class) == (f"https://{SITE}/site.js", PageClass.AUTHENTICATED)


def test_a_reporting_api_report_says_when_nothing_was_blocked():
    (sighting,) = arrived([MODERN]).sightings

    assert sighting.behaviour.api == "script-src-elem (report only)"
    assert (sighting.behaviour.target, sighting.behaviour.recipient) == ("inline", "")


def test_an_old_browsers_directive_is_cut_to_its_name():
    old = {"csp-report": {**LEGACY["csp-report"], "effective-directive": ""}}

    (sighting,) = arrived(old).sightings

    assert sighting.behaviour.api == "img-src"


def test_each_post_has_an_id_of_its_own():
    assert arrived(LEGACY).id != arrived(LEGACY).id


def test_reports_of_other_sites_and_kinds_are_left_out():
    elsewhere = {**MODERN, "body": {**MODERN["body"], "documentURL": "https://other.test/"}}  # type: ignore[dict-item]  # a dict in a dict

    found = arrived([MODERN, elsewhere, {"type": "deprecation", "body": {"id": "x"}}, 7, None])

    assert len(found.sightings) == 1


def test_words_that_are_not_ours_are_left_out():
    hostile = {
        "csp-report": {
            **LEGACY["csp-report"],
            "effective-directive": "<b>Jane</b>",
            "violated-directive": "Jane",
        }
    }

    assert arrived(hostile).sightings == ()


def test_a_long_list_is_cut_and_counted():
    found = arrived([MODERN] * 130)

    assert (len(found.sightings), found.lost) == (100, 30)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b"7", b"[" * 60_000, b"\xff", b" " * (MOST_BYTES + 1)]
)
def test_other_bytes_are_refused(body: bytes):
    with pytest.raises(ReportsError):
        arrival(body, site=SITE, page_class=lambda _: PageClass.UNKNOWN)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(sorted(LEGACY["csp-report"])), JSON))
def test_any_report_gives_short_bare_words(report: dict[str, object]):
    told = {"csp-report": {"x": 1, "document-uri": f"https://{SITE}/", **report}}

    for sighting in arrived(told).sightings:
        texts = (sighting.behaviour.target, sighting.behaviour.script, sighting.behaviour.api)

        assert all(len(text) <= 300 and "?" not in text for text in texts)
