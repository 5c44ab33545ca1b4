"""A refused call fails as one to a dead host does: pages/failures.js beside an unguarded page."""

import pytest

from tests.guard.site import DEAD, FORBIDDEN

PAGE = (
    "<!doctype html><meta charset=utf-8>{guard}<title>Cases</title><body>"
    "<script src=/failures.js></script>"
)
GUARD = "<script src=/guard.js></script>"
BY_HEADERS = {"import", "FontFace"}
"""No function of the page asks for these: only a header refuses them."""
UNREAD = "fetch of a Request"
"""Its body is left unread, where a dead network would have taken it."""


@pytest.fixture(scope="module")
def failures(chromium, site):
    """(towards a dead host, refused by the guard): each case's result as JSON, by its name."""
    context = chromium.new_context()
    out = []
    for name, guard, host in (("dead", "", DEAD), ("refused", GUARD, FORBIDDEN)):
        site.files[f"/{name}.html"] = PAGE.format(guard=guard).encode()
        page = context.new_page()
        page.goto(f"http://www.clinic.test/{name}.html?host={host}")
        out.append(page.evaluate("window.results"))
    context.close()
    return out


def test_every_failure_is_the_network_s(failures):
    dead, refused = failures

    differ = {name: (got, refused[name]) for name, got in dead.items() if got != refused[name]}

    assert len(dead) >= 25
    assert set(differ) <= {UNREAD}, differ


def test_nothing_was_asked_of_the_forbidden_host_but_what_only_headers_stop(failures, site):
    assert len(site.reached) <= len(BY_HEADERS)
