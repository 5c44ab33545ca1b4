"""Ways to functions that no sensor has wrapped: what of them an ordinary scan sees."""

import pytest

from scriptward.app.scanning import capture
from tests.guard.escape import put, ways
from tests.guard.site import FORBIDDEN

WAYS = ways()
TOGETHER = 37
"""Ways in one page, each in a frame of another site."""


@pytest.fixture(scope="module")
def tokens(site):
    """`{token: name of its way}`, put on the site in a few pages."""
    found = {f"seen{number}": way.name for number, way in enumerate(WAYS)}
    urls = [put(site, way, f"seen{number}", guarded=False) for number, way in enumerate(WAYS)]
    for start in range(0, len(urls), TOGETHER):
        frames = "".join(f'<iframe src="{url}"></iframe>' for url in urls[start : start + TOGETHER])
        site.files[f"/seen-{start}"] = f"<!doctype html><title>All</title>{frames}".encode()
    return found


@pytest.fixture(scope="module")
def scanned(browser_path, site, tokens):
    """Tokens that arrived at the forbidden host, and those the scan has a request of, to it."""
    site.reached.clear()
    rules = f"--host-resolver-rules=MAP *.test 127.0.0.1:{site.port}"
    seen = capture(
        [f"http://lab.test/seen-{start}" for start in range(0, len(WAYS), TOGETHER)],
        browser=browser_path,
        browser_args=(rules, "--disable-features=LocalNetworkAccessChecks,HttpsUpgrades"),
        own_pages=True,
        allow_local=True,
    )
    arrived = {path.split("/")[1] for path in site.reached}
    urls = [sending.request.url for sending in seen.sendings]
    told = {url.split("/")[3] for url in urls if url.split("/")[2].endswith(FORBIDDEN)}
    return arrived, told


@pytest.mark.browser
@pytest.mark.slow
def test_no_request_of_an_escape_is_unseen(scanned, tokens):
    arrived, told = scanned

    assert {tokens[token] for token in arrived - told} == set()


def test_most_escapes_get_out_where_nothing_guards(scanned):
    arrived, _ = scanned

    assert len(arrived) >= 0.85 * len(WAYS)
