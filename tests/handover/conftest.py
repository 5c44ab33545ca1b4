"""All shops in one journey: each is visited, and its way to pay is clicked."""

import pytest

from scriptward.analysis.observing import observed
from scriptward.app.scanning import capture
from scriptward.knowledge.approvals import Approvals
from tests.handover.site import SHOPS, answered, host
from tests.vendors.server import served_by


@pytest.fixture(scope="session")
def pages(browser_path, tmp_path_factory):
    """`{address: page}` of what the journey saw."""
    folder = tmp_path_factory.mktemp("shops")
    [first, *others] = [f"https://{host(shop)}/" for shop in SHOPS]
    steps = [f"  - goto: {url}\n  - click: '#pay'\n  - wait: 2\n" for url in others]
    text = f"start: {first}\nsteps:\n  - click: '#pay'\n  - wait: 2\n{''.join(steps)}"
    journey = folder / "journey.yaml"
    journey.write_text(text, "utf-8")
    with served_by(answered, tmp_path_factory.mktemp("wire")) as wire:
        seen = capture(
            [],
            journey=journey,
            browser=browser_path,
            browser_args=wire.browser_args,
            own_pages=True,
            allow_local=True,
        )
    assert not seen.failures
    return {visit.page.url: visit.page for visit in observed(seen, approvals=Approvals())}
