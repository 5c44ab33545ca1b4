"""A hospital's site to crawl: kinds of pages, robots.txt, sitemap, links better not followed."""

from http.server import BaseHTTPRequestHandler

from tests.sources.conftest import Site

ICON = '<link rel=icon href="data:,">'
DOCTORS = ("/doctors/ada", "/doctors/ben", "/doctors/cy")
DEEP = "<script>fetch('/seen-by' + location.pathname)</script>"
FRONT = """<nav><a href="/about#team">about</a> <a href="/about?utm_source=front">about</a>
<a href="/book">book</a> <a href="/doctors">doctors</a> <a href="/private/notes">notes</a>
<a href="/logout">log out</a> <a href="/files/map.pdf">map</a> <a href="/report">report</a>
<a href="/gone">gone</a> <a href="https://elsewhere.test/">elsewhere</a> <a href="/away">away</a>
<a href="/wall">wall</a> <a href="mailto:a@a.test">mail</a></nav>
<map name=m><area href="/from-area" shape=default></map>
<form action="/by-button"><button>go</button></form>
<form action="/taken"><input name=shadowRoot><input name=querySelector></form>
<div id=host></div><script>
document.querySelector('#host').attachShadow({mode: 'open'}).innerHTML =
  '<a href="/from-shadow">shadow</a>';
document.baseURI = 'x'; Element.prototype.getAttribute = () => '/forged';
</script>"""
ROBOTS = """User-agent: *
Disallow: /

User-agent: scriptward
Disallow: /private/
Disallow: /*?secret=
Crawl-delay: 0.01
Sitemap: /sitemap-index.xml
"""
INDEX = "<sitemapindex><sitemap><loc>{}</loc></sitemap></sitemapindex>"
SITEMAP = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<urlset><url><loc> {}?x=1&amp;y=2 </loc></url><url><loc>{}</loc></url></urlset>"""


def serve_all(site: Site, host: str) -> str:
    """Put it on a site under a host name; gives its front page."""

    def page(path: str, body: str = "", **headers: str) -> None:
        site.page(path, f"<!doctype html><title>{path}</title>{ICON}{body}{DEEP}", **headers)

    page("/", FRONT)
    for path in ("/about", "/from-area", "/by-button", "/from-shadow", "/private/notes", "/logout"):
        page(path)
    page("/in-sitemap")
    page(
        "/book",
        "<form action=/crawl/booked><input name=email type=email><button>book</button></form>",
    )
    page("/doctors", "".join(f'<a href="{path}">x</a>' for path in DOCTORS))
    for path in DOCTORS:
        page(path)
    page("/gone", status="404")
    page(
        "/wall", "<script>window._cf_chl_opt = {}</script>", status="403", cf_mitigated="challenge"
    )
    site.page("/report", "%PDF-1.4", content_type="application/octet-stream")
    site.page("/robots.txt", ROBOTS, content_type="text/plain")
    site.page("/sitemap-index.xml", INDEX.format(site.url("/sitemap-1.xml", host)))
    inside = SITEMAP.format(site.url("/in-sitemap", host), site.url("/private/mapped", host))
    site.page("/sitemap-1.xml", inside)
    site.page("/elsewhere", f"<title>elsewhere</title>{ICON}<a href='/trap'>x</a>")
    site.answers["/away"] = _away
    return site.url("/", host)


def _away(request: BaseHTTPRequestHandler) -> None:
    port = request.headers["host"].partition(":")[2]
    request.send_response(302)
    request.send_header("location", f"http://elsewhere.test:{port}/elsewhere")
    request.send_header("content-length", "0")
    request.end_headers()
