"""The bundles stay as small as sensor/budget.json says, and hold what they must and no more."""

import gzip
import json
import shutil
import subprocess

import pytest

from tools.sensor_build import ROOT, nodes

SOURCES = ROOT / "sensor" / "src"


@pytest.fixture(scope="module")
def budget():
    return json.loads((ROOT / "sensor" / "budget.json").read_text())


def packed(text: bytes) -> int:
    return len(gzip.compress(text, 9, mtime=0))


@pytest.mark.parametrize("build", ["scan", "live"])
def test_a_bundle_is_within_its_budget(built, budget, build):
    text = (built / f"sensor.{build}.js").read_bytes()

    assert len(text) <= budget[build]["bytes"]
    assert packed(text) <= budget[build]["gzip"]


@pytest.mark.parametrize("build", ["scan", "live"])
def test_a_budget_is_close_to_what_is_used(built, budget, build):
    text = (built / f"sensor.{build}.js").read_bytes()

    assert len(text) >= 0.9 * budget[build]["bytes"]


def test_the_live_budget_is_what_was_promised(budget):
    assert budget["live"]["gzip"] <= 12_000


WITHOUT = """export interface Sending {
  readonly key: string;
  readonly data: readonly never[];
  readonly unread: number;
}
export const sifter = () => ({
  work: (_all: boolean): void => undefined,
  take(told: (had: Sending) => void, _call?: unknown): void {
    told({ key: "", data: [], unread: 0 });
  },
});
"""


def test_the_search_for_what_is_typed_takes_its_share_and_no_more(built, tmp_path):
    shutil.copytree(ROOT / "sensor", tmp_path / "sensor")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    (tmp_path / "sensor" / "src" / "sift.ts").write_text(WITHOUT)
    subprocess.run([next(nodes()), tmp_path / "sensor" / "build.mjs"], check=True)
    bundle = "sensor.live.js"
    without = (tmp_path / "src" / "scriptward" / "app" / "assets" / bundle).read_bytes()

    share = packed((built / bundle).read_bytes()) - packed(without)

    assert 2_000 < share <= 5_000


def test_only_the_scans_bundle_has_places_for_a_run(built):
    scan = (built / "sensor.scan.js").read_text()
    live = (built / "sensor.live.js").read_text()

    assert scan.count("__SCRIPTWARD_BINDING__") == 1
    assert scan.count("__SCRIPTWARD_SECRET__") == 1
    assert "__SCRIPTWARD_" not in live
    assert scan.startswith('"use strict"')
    assert live.startswith('//# allFunctionsCalledOnLoad\n"use strict"')


def test_the_sources_are_within_their_lines():
    lines = {path.name: len(path.read_text().splitlines()) for path in SOURCES.rglob("*.ts")}

    assert sum(lines.values()) <= 4_000
    assert [name for name, number in lines.items() if number > 200] == []
