"""Pages that mean harm, met by a crawl as three kinds of visitors, four pages at the same time."""

import time
from collections import Counter

import pytest

from scriptward.app import scanning
from scriptward.sources.scan import bounds
from scriptward.vocabulary.words import PageStatus
from tests.sources.scan.hostile_pages import ICON, serve_all

pytestmark = pytest.mark.browser
PERSONAS = ("default", "rejected", "returning")
CALM = ("bomb", "debugger", "dialogues", "downloads", "poisoned", "surrogates")
TRAPS = """<!doctype html><title>trap</title><body><script>
for (let i = 0; i < 5000; i++) {
  const a = document.createElement('a');
  a.href = '/trap/' + i + '/' + Math.random().toString(36).slice(2) + '?' + i + '=1#' + i;
  document.body.append(a);
}
history.pushState(0, '', '/trap/moved/' + Math.random());
</script><a href="//user:word@localhost/x">x</a><a href="http://[::1">x</a>
<a href="javascript:location='/by-script'">x</a><form action="/trap/sent" method=get></form>
<svg><a href="/trap/svg"></a></svg>"""
SECONDS = 300


@pytest.fixture(scope="module")
def hostile(lasting_site):
    serve_all(lasting_site)
    lasting_site.page(
        "/robots.txt", "user-agent: *\nallow: /\n" + "disallow: /*a*b*c*d$\n" * 50_000
    )
    lasting_site.page("/sitemap.xml", "<url><loc>x</loc>" * 50_000 + "<loc>" * 50_000)
    lasting_site.page("/trap", TRAPS)
    lasting_site.page("/after", f"<title>after</title>{ICON}")
    names = (*CALM, "endless", "many", "popups", "round", "trap", "after")
    links = "".join(f'<a href="/{name}">{name}</a>' for name in names)
    lasting_site.page("/front", f"<!doctype html><title>front</title>{ICON}{links}")
    return lasting_site


@pytest.fixture(scope="module")
def taken(hostile, browser_path, temporary):
    """Seconds and capture."""
    began = time.monotonic()
    capture = scanning.capture(
        [hostile.url("/front")],
        pages=15,
        concurrency=4,
        personas=PERSONAS,
        browser=browser_path,
        own_pages=True,
    )
    return time.monotonic() - began, capture


@pytest.fixture(scope="module")
def capture(taken):
    return taken[1]


def named(capture, name: str, persona: str):
    """The pages of that name."""
    return [
        page
        for page in capture.pages
        if page.persona == persona and page.url.partition("#")[0].endswith(f"/{name}")
    ]


def test_it_ends_in_time(taken):
    assert taken[0] < SECONDS


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("name", CALM)
def test_pages_that_can_be_seen_are_complete_for_everybody(capture, name, persona):
    (page,) = named(capture, name, persona)

    assert page.status is PageStatus.COMPLETE


@pytest.mark.parametrize("persona", PERSONAS)
def test_what_cannot_be_seen_is_said_and_the_rest_goes_on(capture, persona):
    (endless,) = named(capture, "endless", persona)
    (after,) = named(capture, "after", persona)

    assert endless.status is PageStatus.INCOMPLETE
    assert after.title == "after"
    assert any("/endless" in failure for failure in capture.failures)


def test_everybody_visits_the_same_and_no_more_than_was_asked(capture):
    visited = {
        persona: Counter(
            page.url.partition("?")[0].partition("#")[0]
            for page in capture.pages
            if page.persona == persona and not page.url.partition("?")[0].endswith("/popup")
        )
        for persona in PERSONAS
    }

    assert all("/trap/" in "".join(pages) for pages in visited.values())
    assert all(len(pages) <= 15 + 3 for pages in visited.values())


def test_endless_links_are_said(capture):
    assert any("more links were found and not followed" in said for said in capture.unseen)


def test_nothing_is_filled_beyond_its_bounds(capture, temporary):
    assert max(Counter(one.page for one in capture.sendings).values()) <= bounds.SENDINGS_OF_PAGE
    assert len(capture.scripts) < 1_000
    assert list(temporary.iterdir()) == []


def test_one_page_does_not_use_up_what_is_kept_for_all(scan, site, monkeypatch):
    monkeypatch.setattr(bounds, "SENDINGS_OF_PAGE", 40)
    monkeypatch.setattr(bounds, "SCRIPTS_OF_PAGE", 30)
    flood = (
        "<script>for (let i = 0; i < 90; i++) { fetch('/f?' + i); eval('1;'.repeat(i)); }</script>"
    )
    site.page("/flood", f"<!doctype html><title>flood</title>{ICON}{flood}")
    site.page("/calm", f"<title>calm</title>{ICON}<script>fetch('/seen')</script>")

    capture = scan(site.url("/flood"), site.url("/calm"))

    (seen,) = [one for one in capture.sendings if one.request.url.endswith("/seen")]
    flooded = [one for one in capture.sendings if one.page != seen.page and not one.self_test]
    assert len(flooded) <= 40
    assert len(capture.scripts) <= 31
    assert any("requests beyond the budget were not kept" in said for said in capture.failures)
    assert any("scripts beyond the budget were not kept" in said for said in capture.failures)
