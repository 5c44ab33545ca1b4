"""A recorder that waits for consent is probed as the visitor who gave it."""

import pytest

from demo.clinic.connection import Reply
from demo.clinic.record import Arrival
from demo.clinic.site import sharing
from scriptward.app.scanning import Scanned, scan
from scriptward.vocabulary.replay import Passing
from tests.consent import banners
from tests.vendors.server import served_by
from tools import consent_build
from tools.sensor_build import ASSETS

pytestmark = pytest.mark.browser
URL = "https://www.asking.test/visits"
_HTML = ("Content-Type", "text/html; charset=utf-8")
_RECORDER = """
/* rr_dataURL maskTextClass */
setInterval(() => {
  if (!document.cookie.includes("choice=yes")) return;
  void fetch("https://in.recorder.test/rec", {
    method: "POST", body: document.documentElement.outerHTML});
}, 400);
"""


def _answer(arrival: Arrival) -> Reply:
    if arrival.host == "in.recorder.test":
        return Reply(status=204, headers=sharing(arrival))
    _, banner = banners.PRODUCTS["onetrust"]
    return Reply(headers=(_HTML,), body=banners.page(banner, tag=_RECORDER).encode())


@pytest.fixture(scope="module")
def scanned(browser_path, tmp_path_factory) -> Scanned:
    """One page as who accepts."""
    if not (ASSETS / consent_build.SCRIPT).exists():
        assert consent_build.main() == 0
    with served_by(_answer, tmp_path_factory.mktemp("asking")) as wire:
        return scan(
            [URL],
            personas=("accepted",),
            browser=browser_path,
            browser_args=wire.browser_args,
            own_pages=True,
            allow_local=True,
        )


def test_the_choice_is_made_anew_on_the_probe(scanned):
    (row,) = scanned.report.replay

    assert row.persona == "accepted"
    assert [one.outcome for one in row.surfaces].count(Passing.SENT) > 15


def test_a_probe_leaves_no_page_of_its_own(scanned):
    personas = [one.persona for one in scanned.report.pages]

    assert personas == ["accepted-before", "accepted-choosing", "accepted"]
