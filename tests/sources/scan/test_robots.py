"""robots.txt and sitemaps as the browser fetches them."""

import pytest

from scriptward.sources.scan import local_addresses
from scriptward.sources.scan.robots import places
from tests.sources.conftest import Site, serve

ICON = '<link rel=icon href="data:,">'
PAGE = f"<!doctype html><title>page</title>{ICON}"


def test_a_sitemap_gives_pages_and_further_sitemaps():
    text = b"""<?xml version="1.0"?><urlset><url><loc> https://a.test/x?a=1&amp;b=2 </loc>
        <lastmod>2026</lastmod></url><url><loc><![CDATA[https://a.test/y]]></loc></url></urlset>"""
    index = b"<sitemapindex><sitemap><loc>https://a.test/more.xml</loc></sitemap></sitemapindex>"

    assert places(text)[0][0] == "https://a.test/x?a=1&b=2"
    assert places(index) == ((), ("https://a.test/more.xml",))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"<loc>" * 100_000,
        b"<url><loc>" + b"x" * 1_000_000,
        b"<!DOCTYPE x [<!ENTITY a '" + b"a" * 1000 + b"'>]><url><loc>&a;&a;</loc></url>",
        "<url><loc>https://ä.test/</loc></url>".encode("utf-16"),
    ],
)
def test_what_is_no_sitemap_gives_little_and_does_no_harm(text):
    pages, sitemaps = places(text)

    assert sum(map(len, (*pages, *sitemaps))) < 100


@pytest.mark.browser
def test_a_robots_txt_that_fails_allows_nothing_and_what_was_asked_for_is_visited(site, scan):
    front = site.page("/", f"{PAGE}<a href='/linked'>x</a>")
    site.page("/linked", PAGE)
    site.page("/robots.txt", "", status="503")

    capture = scan(front, pages=5)

    assert [page.url for page in capture.pages] == [front]
    assert "robots.txt of localhost could not be read." in capture.unseen


@pytest.mark.browser
def test_a_site_without_robots_txt_is_crawled(site, scan):
    front = site.page("/", f"{PAGE}<a href='/linked'>x</a>")
    site.page("/linked", PAGE)
    site.page("/robots.txt", "", status="404")

    capture = scan(front, pages=5)

    assert len(capture.pages) == 2


@pytest.mark.browser
def test_the_user_s_word_goes_before_robots_txt(site, scan):
    front = site.page("/", f"{PAGE}<a href='/linked'>x</a>")
    site.page("/linked", PAGE)
    site.page("/robots.txt", "user-agent: *\ndisallow: /\ncrawl-delay: 90\n")

    capture = scan(front, pages=5, ignore_robots=True)

    assert len(capture.pages) == 2


@pytest.mark.browser
def test_a_public_site_s_robots_txt_does_not_lead_to_private_addresses(
    site, scan, monkeypatch: pytest.MonkeyPatch
):
    async def public(*_: object) -> bool:
        return False

    def away(request) -> None:
        request.send_response(302)
        request.send_header("location", f"http://127.0.0.1:{inside.port}/secret")
        request.send_header("content-length", "0")
        request.end_headers()

    monkeypatch.setattr(local_addresses, "site_is_local", public)
    inside = Site()
    server = serve(inside)
    site.page("/", f"{PAGE}<a href='/linked'>x</a>")
    site.answers["/robots.txt"] = site.answers["/sitemap.xml"] = away

    scan(
        site.url("/", "public.test"),
        pages=5,
        args=(
            "--host-resolver-rules=MAP *.test 127.0.0.1",
            f"--ip-address-space-overrides=127.0.0.1:{site.port}=public",
        ),
    )

    server.shutdown()
    server.server_close()
    assert "/robots.txt" in site.paths()
    assert inside.arrived == []
