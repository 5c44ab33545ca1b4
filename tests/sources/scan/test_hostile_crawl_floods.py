"""Pages that send, nest and say more than anybody can take, met by a crawl as three visitors."""

import time
from collections import Counter

import pytest

from scriptward.app import scanning
from scriptward.sources.scan import bounds
from scriptward.vocabulary.words import PageStatus
from tests.sources.scan.hostile_pages import ICON, serve_all, serve_chatter

pytestmark = pytest.mark.browser
PERSONAS = ("default", "rejected", "returning")
FLOODS = ("flood", "frames", "vast", "inline", "chatty")
SECONDS = 480


@pytest.fixture(scope="module")
def taken(lasting_site, browser_path, temporary):
    """Seconds and capture."""
    serve_all(lasting_site)
    server, port = serve_chatter()
    chatty = f"<script>new WebSocket('ws://127.0.0.1:{port}')</script>"
    lasting_site.page("/chatty", f"<!doctype html><title>chatty</title>{ICON}{chatty}")
    lasting_site.page("/after", f"<title>after</title>{ICON}")
    links = "".join(f'<a href="/{name}">{name}</a>' for name in (*FLOODS, "after"))
    lasting_site.page("/front", f"<!doctype html><title>front</title>{ICON}{links}")
    began = time.monotonic()
    capture = scanning.capture(
        [lasting_site.url("/front")],
        pages=9,
        concurrency=4,
        personas=PERSONAS,
        browser=browser_path,
        own_pages=True,
    )
    server.shutdown()
    return time.monotonic() - began, capture


@pytest.fixture(scope="module")
def capture(taken):
    return taken[1]


def test_it_ends_in_time(taken):
    assert taken[0] < SECONDS


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_is_seen_or_said_by_everybody(capture, persona):
    found = {page.url.rpartition("/")[2]: page for page in capture.pages if page.persona == persona}

    assert {*FLOODS, "after"} <= found.keys()
    for name in (*FLOODS, "after"):
        said = any(f"/{name}: " in failure for failure in capture.failures)
        assert found[name].status is PageStatus.COMPLETE or said


def test_the_rest_goes_on(capture):
    # beside four floods at a time a page may not get its turn, which is said then
    seen = [page.title for page in capture.pages if page.url.endswith("/after")]

    assert "after" in seen


def test_what_is_beyond_the_bounds_is_counted_and_not_kept(capture, temporary):
    assert max(Counter(one.page for one in capture.sendings).values()) <= bounds.SENDINGS_OF_PAGE
    assert len(capture.scripts) < 1_000
    assert any("requests beyond the budget were not kept" in said for said in capture.failures)
    assert any("messages beyond the budget were not kept" in said for said in capture.failures)
    assert list(temporary.iterdir()) == []
