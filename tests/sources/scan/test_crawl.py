"""A crawl visits a site's kinds of pages, keeps to robots.txt, and says what it left out."""

import asyncio
from collections import Counter
from urllib.parse import urlsplit

import pytest

from scriptward.sources.scan import captured
from scriptward.sources.scan.plan import Plan
from scriptward.sources.scan.progress import Silent
from scriptward.vocabulary.words import PageStatus
from tests.sources.scan.crawled_site import serve_all

pytestmark = pytest.mark.browser
NAMES = ("--host-resolver-rules=MAP *.test 127.0.0.1",)


class Watch(Silent):
    """Keeps what a scan tells of its progress."""

    def __init__(self) -> None:
        self.expected: list[int] = []
        self.requests: list[int] = []

    def page(self, url: str, *, of: int = 0) -> None:  # noqa: ARG002  # as `Progress` has it
        self.expected.append(of)

    def seen(self, *, scripts: int, requests: int) -> None:  # noqa: ARG002  # as `Progress` has it
        self.requests.append(requests)


@pytest.fixture(scope="module")
def front(lasting_site):
    return serve_all(lasting_site, "www.clinic.test")


@pytest.fixture(scope="module")
def watch():
    return Watch()


@pytest.fixture(scope="module")
def capture(front, browser_path, watch):
    """Two personas, four pages at the same time, until nothing is left."""
    plan = Plan(
        browser=browser_path,
        urls=(front,),
        pages=40,
        concurrency=4,
        personas=("default", "gpc"),
        browser_args=NAMES,
        may_drop_sandbox=True,
    )
    return asyncio.run(captured(plan, watch))


def paths(capture, persona: str = "default") -> Counter[str]:
    return Counter(urlsplit(p.url).path for p in capture.pages if p.persona == persona)


def test_every_kind_of_link_is_found_and_each_page_visited_once(capture):
    found = paths(capture)

    assert found.keys() >= {"/", "/about", "/from-area", "/by-button", "/from-shadow", "/doctors"}
    assert found.keys() >= {"/in-sitemap", "/book"}
    assert set(found.values()) == {1}


def test_pages_behind_pages_are_visited(capture):
    assert sum(path.startswith("/doctors/") for path in paths(capture)) == 3


def test_every_persona_visits_the_same_pages(capture):
    assert paths(capture, "gpc") == paths(capture)


def test_robots_txt_is_kept_and_said(capture, lasting_site):
    assert "/private/notes" not in paths(capture)
    assert "/private/notes" not in lasting_site.paths()
    assert any("robots.txt asks not to visit 2 of the pages" in said for said in capture.unseen)


def test_what_signs_out_and_files_are_not_followed_and_said(capture, lasting_site):
    assert not {"/logout", "/files/map.pdf"} & set(lasting_site.paths())
    assert "/report" not in paths(capture)
    assert "1 links that sign out, delete or unsubscribe were not followed." in capture.unseen
    assert "2 links to files were not followed." in capture.unseen


def test_a_redirect_elsewhere_is_a_page_that_is_not_followed_on(capture, lasting_site):
    assert "/elsewhere" in paths(capture)
    assert "/trap" not in lasting_site.paths()


def test_a_missing_page_of_a_link_is_said_and_is_no_failure(capture):
    (gone,) = [
        page for page in capture.pages if page.url.endswith("/gone") and page.persona == "gpc"
    ]

    assert gone.status is PageStatus.COMPLETE
    assert "1 links led to pages that the server does not have." in capture.unseen


def test_a_challenge_is_no_page_of_the_site(capture):
    (wall, _) = [page for page in capture.pages if page.url.endswith("/wall")]

    assert wall.status is PageStatus.INCOMPLETE
    assert wall.reason == "a challenge of Cloudflare stood in front of it (status 403)"
    assert not [script for script in capture.scripts if script.page == wall.key]
    assert not [sent for sent in capture.sendings if sent.page == wall.key]
    assert [failure for failure in capture.failures if "Cloudflare" in failure]
    assert len(set(capture.failures)) == 1


def test_forms_are_filled_and_not_sent(capture, lasting_site):
    assert "/crawl/booked" not in lasting_site.paths()
    assert any(value.name.startswith("email") for value in capture.values)


def test_what_ran_on_a_page_is_laid_to_that_page(capture):
    keys = {page.key: urlsplit(page.url).path for page in capture.pages}
    sent = [s for s in capture.sendings if "/seen-by" in s.request.url]

    assert len(sent) > 15
    assert all(s.request.url.endswith(f"/seen-by{keys[s.page]}") for s in sent)


def test_robots_txt_is_asked_by_the_browser_once(capture, lasting_site):
    asked = [one for one in lasting_site.arrived if one.path == "/robots.txt"]

    assert [one.headers["Host"].partition(":")[0] for one in asked] == ["www.clinic.test"]
    assert "Chrome/" in asked[0].headers["User-Agent"]


def test_progress_knows_how_many_pages_there_are(capture, watch):
    assert len(watch.expected) - 1 == watch.expected[-1] == len(capture.pages)
    assert watch.requests == sorted(watch.requests)
