"""What asks a person when a real vendor's library has a new build, and when it does more.

`bench/approval_load.py` counts the same over more than a hundred published releases.
"""

import pytest

from bench import approval_load
from bench.approval_load import PLANTED, Library, Release, approved, asked_by_day, day
from tests.vendors.sdk import CHECKOUT
from tools import vendor_bundles

INSTALLED = CHECKOUT / "node_modules/mixpanel-browser/dist/mixpanel.umd.js"
STARTED = b"\n;" + approval_load.libraries()["mixpanel"].after.encode()
VENDOR = Library(
    name="mixpanel", package="", kind="", file="mixpanel.js", before="", after="", versions={}
)


def rebuilt(folder):
    """Other bytes of the installed release, by another minifier."""
    made = folder / "mixpanel.js"
    vendor_bundles.built(
        [{"entryPoints": [str(INSTALLED)], "outfile": str(made), "minify": True, "charset": "utf8"}]
    )
    return made.read_bytes() + STARTED


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """`{release: what is asked}` of the installed one, another build, and planted ones."""
    folder = tmp_path_factory.mktemp("releases")
    code = {"first": INSTALLED.read_bytes() + STARTED, "rebuilt": rebuilt(folder)}
    code |= {name: code["rebuilt"] + deed.encode() for name, deed in PLANTED.items()}
    releases = {
        name: Release(name=name, version=f"2.{at}.0", code=text)
        for at, (name, text) in enumerate(code.items())
    }
    runs = {name: approval_load.vetted(VENDOR, one, folder) for name, one in releases.items()}
    policy = approved(VENDOR, releases["first"], runs["first"])
    return {
        name: asked_by_day(policy, [runs["first"], run]).get(day(1), ())
        for name, run in runs.items()
        if name != "first"
    }


def test_another_build_that_does_the_same_asks_nobody(asked):
    assert asked["rebuilt"] == ()


@pytest.mark.parametrize("planted", PLANTED)
def test_a_build_that_reads_more_or_sends_to_somebody_new_asks_once(asked, planted):
    (ask,) = asked[planted]

    assert ask.startswith("new_bytes: cdn.mixpanel.test/")
    assert ask.endswith("is other code than was approved, and does something else")
