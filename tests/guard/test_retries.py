"""Vendors' SDKs that are refused go on as behind a network that blocks them: the same attempts."""

from collections import Counter
from urllib.parse import urlsplit

import pytest

from tests.guard.site import DEAD, FORBIDDEN

SECONDS = 8
FILES = {
    "/posthog.js": "posthog-js/dist/array.full.js",
    "/mixpanel.js": "mixpanel-browser/dist/mixpanel.umd.js",
    "/rollbar.js": "rollbar/dist/rollbar.umd.min.js",
}
PAGE = """<!doctype html><meta charset=utf-8>{guard}<title>Shop</title><body>
<script src=/posthog.js></script><script src=/mixpanel.js></script><script src=/rollbar.js></script>
<script>
const host = "http://{host}";
posthog.init("phc_key", {{api_host: host + "/posthog", advanced_disable_flags: true,
  disable_session_recording: true, opt_out_useragent_filter: true, request_batching: false}});
posthog.capture("opened");
mixpanel.init("token", {{api_host: host + "/mixpanel", batch_requests: false}});
mixpanel.track("opened");
const rollbar = new rollbar_of({{accessToken: "a".repeat(32), endpoint: host + "/rollbar/",
  captureUncaught: false, retryInterval: 1000}});
rollbar.error("broken");
</script>""".replace("rollbar_of", "(window.rollbar.default ?? window.rollbar)")


@pytest.fixture(scope="module")
def attempts(chromium, site, checkout):
    """(towards a dead host, refused by the guard): requests by vendor and method, page errors."""
    for path, name in FILES.items():
        site.files[path] = (checkout / "node_modules" / name).read_bytes()
    out = []
    for guard, host in (("", DEAD), ("<script src=/guard.js></script>", FORBIDDEN)):
        site.files["/shop.html"] = PAGE.format(guard=guard, host=host).encode()
        context = chromium.new_context()
        page = context.new_page()
        asked: Counter[tuple[str, str]] = Counter()
        errors: list[str] = []

        def count(request, host=host, asked=asked):
            parts = urlsplit(request.url)
            if parts.hostname == host:
                asked[request.method, parts.path.split("/")[1]] += 1

        page.on("request", count)
        page.on("pageerror", lambda error, errors=errors: errors.append(str(error)))
        page.goto("http://www.clinic.test/shop.html")
        page.wait_for_timeout(SECONDS * 1000)
        context.close()
        out.append((dict(asked), errors))
    return out


def test_as_many_attempts_as_towards_a_dead_host(attempts):
    (dead, _), (refused, _) = attempts

    assert {vendor for _, vendor in dead} == {"posthog", "mixpanel", "rollbar"}
    assert refused.keys() == dead.keys()
    for key, number in dead.items():
        assert abs(refused[key] - number) <= 1, (dead, refused)  # one more may just have been due


def test_the_page_breaks_no_more_than_without_the_guard(attempts, site):
    (_, broken), (_, refused) = attempts

    assert refused == broken
    assert [path for path in site.reached if "posthog" in path or "mixpanel" in path] == []
