"""The clinic with vendors behind its own host, scanned once."""

import pytest

from scriptward.analysis.observing import observed
from scriptward.app.scanning import capture
from scriptward.knowledge.approvals import Approvals
from tests.behind.site import clinic
from tests.vendors.server import served_by


@pytest.fixture(scope="session")
def willow(tmp_path_factory):
    return clinic(tmp_path_factory.mktemp("behind"))


@pytest.fixture(scope="session")
def visits(willow, browser_path, tmp_path_factory):
    """`{address of the page: its visit}`."""
    with served_by(willow, tmp_path_factory.mktemp("wire")) as wire:
        seen = capture(
            [willow.page(vendor) for vendor in willow.files],
            browser=browser_path,
            browser_args=wire.browser_args,
            own_pages=True,
            allow_local=True,
        )
    assert not seen.failures
    return {visit.page.url: visit for visit in observed(seen, approvals=Approvals())}
