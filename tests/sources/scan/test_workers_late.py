"""Workers that take long to start, or don't: a page isn't left before they were seen."""

import time

import pytest

from scriptward.vocabulary.words import ScriptKind

pytestmark = pytest.mark.browser

LONG = 1.8
"""Seconds: longer than a page that does nothing is looked at."""
PAGE = """<!doctype html><title>slow</title><script>
navigator.serviceWorker.register('/slow-sw.js');
</script>"""
NONE = """<!doctype html><title>none</title><script>
navigator.serviceWorker.register('/no-sw.js').catch(() => 0);
new SharedWorker('/no-shared.js'); new Worker('/no-worker.js');
</script>"""


@pytest.fixture(scope="module")
def slow(lasting_site, scan):
    def answer(request) -> None:
        time.sleep(LONG)
        request.send_page("/slow-sw.js")

    lasting_site.page("/slow-sw.js", "self.slow = 1")
    lasting_site.answers["/slow-sw.js"] = answer
    return scan(lasting_site.page("/slow", PAGE))


@pytest.fixture(scope="module")
def none(lasting_site, scan):
    for name in ("sw", "shared", "worker"):
        lasting_site.page(f"/no-{name}.js", "", status="404")
    return scan(lasting_site.page("/none", NONE))


def test_a_service_worker_that_comes_late_is_waited_for(slow, lasting_site):
    found = {s.url for s in slow.scripts if s.kind is ScriptKind.SERVICE_WORKER}

    assert found == {lasting_site.url("/slow-sw.js")}


def test_workers_that_the_server_does_not_have_are_no_unseen_code(none):
    assert [said for said in none.unseen if "worker" in said] == []
