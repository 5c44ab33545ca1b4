"""Ways to functions that no guard has wrapped: what still goes out, and that all do without it."""

import pytest

from tests.guard.escape import put, ways

WAYS = ways()
MOST = 0.03
"""Share that may get out: workers of blobs are most of it, see docs/guard.md."""
TOGETHER = 40
"""Pages at a time."""
PATIENCE = 60
"""Seconds until all of them must have begun."""
CALM = 25
"""Tenths of a second in which nothing arrives, after which nothing will."""


def visit(page, site, urls):
    """Open pages in frames of another site, many at a time; wait until nothing more arrives."""
    for start in range(0, len(urls), TOGETHER):
        some = urls[start : start + TOGETHER]
        frames = "".join(f'<iframe src="{url}"></iframe>' for url in some)
        site.files["/all"] = f"<!doctype html><title>All</title>{frames}".encode()
        page.goto("http://lab.test/all", wait_until="commit")
        waiting = {url.split("/")[3] for url in some}
        until(page, lambda waiting=waiting: waiting <= site.begun)
        quiet(page, site)


def arrived(page, site, wanted):
    """Wait until each of these has arrived, where a busy machine takes its time."""
    for _ in range(PATIENCE * 10):
        if wanted <= {path.split("/")[1] for path in site.reached}:
            return
        page.wait_for_timeout(100)


def until(page, holds):
    for _ in range(PATIENCE * 10):
        if holds():
            return
        page.wait_for_timeout(100)
    pytest.fail("pages did not begin")


def quiet(page, site):
    """Until nothing has arrived for a while."""
    calm, before = 0, -1
    while calm < CALM:
        page.wait_for_timeout(100)
        calm, before = (0, len(site.reached)) if len(site.reached) != before else (calm + 1, before)


@pytest.fixture(scope="module")
def reached(chromium, site):
    """Names of the ways that got out, with and without the guard."""
    tokens = {}
    for guarded in (False, True):
        for number, way in enumerate(WAYS):
            token = f"{'guard' if guarded else 'bare'}{number}"
            tokens[token] = (guarded, way.name, put(site, way, token, guarded=guarded))
    context = chromium.new_context()
    for guarded in (False, True):
        page = context.new_page()
        visit(page, site, [url for own, _, url in tokens.values() if own == guarded])
        if not guarded:
            free = {way.name for way in WAYS if not way.wrapped}
            bare = {token for token, (own, name, _) in tokens.items() if not own and name in free}
            arrived(page, site, bare)
    context.close()
    out: dict[bool, set[str]] = {False: set(), True: set()}
    for path in site.reached:
        guarded, name, _ = tokens[path.split("/")[1]]
        out[guarded].add(name)
    return out


def test_each_way_is_one(reached):
    assert [way.name for way in WAYS if way.name not in reached[False] and not way.wrapped] == []


def test_hardly_any_gets_out_past_the_guard(reached):
    told = {way.name for way in WAYS if way.limit}

    assert sorted(reached[True] - told) == [], "name it in docs/guard.md and here, or mend it"
    assert len(told) <= MOST * len(WAYS)
