"""Pictures that are compared show a page that has drawn itself."""

import pytest

from scriptward.app.rehearsing import Stage
from scriptward.app.rehearsing.running import bare
from scriptward.sources.journey import read_journey

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><title>drawing</title><link rel=icon href="data:,">
<style>#box { width: 400px; height: 400px; background: #205080; margin-left: 0 }
.on #box { margin-left: 600px; transition: margin-left 2400ms linear }</style>
<button onclick="document.body.className = 'on'">Move</button><div id=box></div>"""
JOURNEY = """start: {}
steps:
  - click: "text=Move"
  - wait: 4
"""


@pytest.fixture(scope="module")
def steps(lasting_site, browser_path, tmp_path_factory):
    journey = tmp_path_factory.mktemp("drawing") / "way.yaml"
    journey.write_text(JOURNEY.format(lasting_site.page("/drawing", PAGE)), "utf-8")
    stage = Stage(
        urls=(),
        journey=read_journey(journey),
        browser=browser_path,
        browser_args=("--no-sandbox",),
        own_pages=True,
    )
    return bare(stage).passes[0].steps


def test_a_picture_waits_until_what_a_step_moved_stands_still(steps):
    *_, clicked, waited = steps

    assert clicked.picture is not None
    assert clicked.picture == waited.picture
