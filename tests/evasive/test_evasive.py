"""Scripts that keep still where they are watched: what of them a scan sees, and what it says."""

import pytest

from scriptward.app.scanning import capture
from tests.evasive.site import GATES, answer, page
from tests.vendors.server import served_by

NOT_SEEN = {"time"}
"""Waits longer than any scan; the report says so."""
AT_RETURN = {"second"}
"""Waits for a second visit."""


@pytest.fixture(scope="module")
def scanned(browser_path, tmp_path_factory):
    """What a scan saw of every gate's page, and what arrived."""
    with served_by(answer, tmp_path_factory.mktemp("evasive")) as wire:
        seen = capture(
            [page(gate) for gate in GATES],
            personas=("default", "returning"),
            browser=browser_path,
            browser_args=wire.browser_args,
            own_pages=True,
            allow_local=True,
        )
        return seen, {request.url for request in wire.arrived("in.evasive.test")}


def sent(seen, gate):
    return [s for s in seen.sendings if s.request.url == f"https://in.evasive.test/{gate}"]


@pytest.mark.parametrize("gate", sorted({*GATES} - NOT_SEEN))
def test_what_hides_is_seen(scanned, gate):
    assert sent(scanned[0], gate)


def test_nothing_arrived_that_was_not_seen(scanned):
    seen, arrived = scanned

    assert arrived <= {sending.request.url for sending in seen.sendings}


def test_what_waits_longer_is_said_in_the_limits(scanned):
    seen, _ = scanned

    assert not any(sent(seen, gate) for gate in NOT_SEEN)
    assert any("much later" in limit for limit in seen.unseen)


def test_a_first_visit_does_not_show_what_waits_for_a_second(scanned):
    seen, _ = scanned
    personas = {page.key: page.persona for page in seen.pages}

    assert {personas[s.page] for gate in AT_RETURN for s in sent(seen, gate)} == {"returning"}
