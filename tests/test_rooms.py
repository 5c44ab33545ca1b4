"""List rooms: every item has its test file, and is found by being there."""

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
ROOMS = {
    "src/scriptward/analysis/detectors/*.py": "tests/analysis/detectors/test_{}.py",
    "src/scriptward/analysis/run_detectors/*.py": "tests/analysis/run_detectors/test_{}.py",
    "src/scriptward/outputs/*.py": "tests/outputs/test_{}.py",
    "src/scriptward/policy/compile/*.py": "tests/policy/compile/test_{}.py",
    "src/scriptward/policy/delivery/*.py": "tests/policy/delivery/test_{}.py",
    "src/scriptward/app/cli/*.py": "tests/app/cli/test_{}.py",
    "src/scriptward/app/cli/policy/*.py": "tests/app/cli/policy/test_{}.py",
    "src/scriptward/app/cli/mirror/*.py": "tests/app/cli/mirror/test_{}.py",
    "src/scriptward/knowledge/pixels/*.py": "tests/knowledge/pixels/test_{}.py",
    "src/scriptward/knowledge/rules/*.toml": "tests/knowledge/rules/test_{}.py",
    "sensor/src/taps/*.ts": "tests/sensor/test_{}.py",
}


@pytest.mark.parametrize("items,test", ROOMS.items(), ids=list(ROOMS))
def test_every_item_has_its_test_file(items, test):
    stems = [path.stem for path in CHECKOUT.glob(items)]
    names = [stem.rstrip("_") for stem in stems if stem not in {"__init__", "index"}]

    missing = [name for name in names if not (CHECKOUT / test.format(name)).exists()]

    assert names, f"no items in {items}"
    assert missing == []
