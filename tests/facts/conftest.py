"""The clinic of one script a page, scanned once."""

import pytest

from scriptward.analysis.judging import report
from scriptward.analysis.observing import observed
from scriptward.app.scanning import capture
from scriptward.knowledge.approvals import Approvals
from tests.facts.site import BEHIND, NAMES, clinic, page
from tests.vendors.server import served_by


@pytest.fixture(scope="session")
def facts(browser_path, tmp_path_factory):
    """The report of a scan of every page."""
    site = clinic(tmp_path_factory.mktemp("facts"))
    with served_by(site, tmp_path_factory.mktemp("facts-wire"), named=[BEHIND]) as wire:
        seen = capture(
            [page(name) for name in NAMES],
            browser=browser_path,
            browser_args=wire.browser_args,
            own_pages=True,
            allow_local=True,
        )
    assert not seen.failures
    visits = observed(seen, approvals=Approvals())
    return report(seen, visits, version="0", run_id="run")
