"""Every way code comes to run, with the sensor in place: all of it, nothing else, by whom."""

from collections import Counter
from importlib import resources

import pytest

from tests.sources.scan import ways

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def capture(lasting_site, scan):
    for path, text in {**ways.FILES, **ways.PAGES, "/drawing.svg": ways.DRAWING}.items():
        lasting_site.page(path, text)
    far = lasting_site.url("/far", host="127.0.0.1")
    sensor = (resources.files("scriptward.app") / "assets" / "sensor.scan.js").read_text("utf-8")
    return scan(lasting_site.page("/", ways.page(far)), sensor=sensor)


@pytest.fixture(scope="module")
def listed(capture):
    """Names of ways by script, None for what is none; and the pieces themselves."""
    by_text = {way.text.strip(): name for name, way in ways.WAYS.items()}
    return {script.key: (by_text.get(script.source.strip()), script) for script in capture.scripts}


def test_all_that_runs_is_listed_and_nothing_else(listed):
    found = Counter(name or script.source[:90] for name, script in listed.values())

    assert {name: n for name, n in found.items() if name not in ways.WAYS} == {
        '{"imports": {"mapped": "/mapped.js"}}': 1,  # not run, and code to a script-src
        '{"prefetch": []}': 1,
    }
    assert set(ways.WAYS) - set(found) == set()


def test_every_piece_has_the_kind_by_which_it_came_to_run(listed):
    wrong = {
        name: str(script.kind)
        for name, script in listed.values()
        if name and script.kind is not ways.WAYS[name].kind
    }

    assert wrong == {}


def test_at_least_98_of_100_have_the_loader_that_brought_them_and_none_a_wrong_one(listed):
    names = {key: name for key, (name, _) in listed.items()} | {"document": "document"}
    said = {name: names.get(script.loaded_by, "") for name, script in listed.values() if name}
    off = {name: loader for name, loader in said.items() if loader != ways.WAYS[name].loader}

    assert {name: loader for name, loader in off.items() if loader} == {}
    assert len(off) / len(ways.WAYS) <= 0.02, off
