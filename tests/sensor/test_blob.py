"""Blobs and requests stay the browser's own; what they hold is known when they are sent."""

import pytest

from tests.sensor.test_live import left
from tests.sensor.test_typed import TYPED, page, told  # noqa: F401  # the page is a fixture

SENT = f"'e={TYPED['email']}'"


@pytest.mark.parametrize(
    "body",
    [
        f"new Blob([{SENT}])",
        f"new Blob([new Blob([{SENT}]), 'x'])",
        f"new Blob([new TextEncoder().encode({SENT})], {{type: 'text/plain'}})",
    ],
)
def test_a_blob_is_known_by_what_it_was_made_of(page, site, body):  # noqa: F811  # the fixture
    page.evaluate(f"fetch(taker.url('blob'), {{method: 'POST', body: {body}}})")

    assert told(left(page, site))["blob"] == {("email", "body", "observed_plain")}


def test_a_request_is_known_by_its_body(page, site):  # noqa: F811  # the fixture
    page.evaluate(f"fetch(new Request(taker.url('ask'), {{method: 'POST', body: {SENT}}}))")

    assert told(left(page, site))["ask"] == {("email", "body", "observed_plain")}


def test_they_stay_what_they_were(page):  # noqa: F811  # the fixture
    assert page.evaluate(
        "[new Blob(['ab']) instanceof Blob, new Blob(['ab']).size, Blob.name,"
        " new Blob([]).constructor === Blob, new (class extends Blob {})(['abc']).size]"
    ) == [True, 2, "Blob", True, 3]


def test_a_scan_leaves_them_alone(opened):
    visit = opened("quiet.html", wait=False)

    assert visit.page.evaluate("Function.prototype.toString.call(Blob)").endswith("[native code] }")
