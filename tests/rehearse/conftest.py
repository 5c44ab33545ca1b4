"""The clinic served, and its journey done once without any policy."""

from collections.abc import Callable

import pytest

from scriptward.app.rehearsing import Stage, Tried, rehearsed
from scriptward.app.rehearsing.running import bare
from scriptward.sources.journey import read_journey
from tests.rehearse import site
from tests.vendors.server import served_by

Rehearsing = Callable[[str], Tried]


@pytest.fixture(scope="session")
def wire(tmp_path_factory):
    """The running servers, and what arrived there."""
    with served_by(site.site, tmp_path_factory.mktemp("wire")) as running:
        yield running


@pytest.fixture(scope="session")
def stage(wire, browser_path, tmp_path_factory):
    journey = tmp_path_factory.mktemp("journey") / "book.yaml"
    journey.write_text(site.JOURNEY, "utf-8")
    return Stage(
        urls=(),
        journey=read_journey(journey),
        browser=browser_path,
        browser_args=tuple(wire.browser_args),
        own_pages=True,
    )


@pytest.fixture(scope="session")
def plain(stage):
    return bare(stage)


@pytest.fixture(scope="session")
def rehearsing(stage, plain, tmp_path_factory) -> Rehearsing:
    """Rehearse a policy's text; the loosening is written beside it."""

    def run(text: str) -> Tried:
        folder = tmp_path_factory.mktemp("policy")
        policy = folder / "policy.yaml"
        policy.write_text(text, "utf-8")
        return rehearsed(stage, policy, tries=2, mend_to=folder / "mended.yaml", plain=plain)

    return run
