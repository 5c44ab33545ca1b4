"""Building the sensor, in a copy of it: other tests read the bundles meanwhile."""

import shutil

import pytest

from tools import sensor_build


@pytest.fixture(autouse=True)
def checkout_copy(tmp_path, monkeypatch, checkout):
    shutil.copytree(checkout / "sensor", tmp_path / "sensor")
    shutil.copy(checkout / "package-lock.json", tmp_path)
    (tmp_path / "node_modules").symlink_to(checkout / "node_modules")
    assets = tmp_path / sensor_build.ASSETS.relative_to(sensor_build.ROOT)
    built = tuple(assets / path.name for path in sensor_build.BUILT)
    monkeypatch.setattr(sensor_build, "ROOT", tmp_path)
    monkeypatch.setattr(sensor_build, "ASSETS", assets)
    monkeypatch.setattr(sensor_build, "BUILT", built)
    monkeypatch.setattr(sensor_build, "STAMP", tmp_path / "stamp")


def built():
    return [path.read_bytes() for path in sensor_build.BUILT]


def test_the_same_sources_give_the_same_bytes():
    assert sensor_build.main(["--force"]) == 0
    first = built()

    assert sensor_build.main(["--force"]) == 0
    assert built() == first


def test_nothing_is_done_while_the_bundles_are_current(monkeypatch):
    assert sensor_build.main() == 0
    monkeypatch.setattr(sensor_build, "nodes", lambda: iter(["/no/node/here"]))

    assert sensor_build.main() == 0


def test_a_machine_without_node_is_told_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(sensor_build, "nodes", lambda: iter([]))

    assert sensor_build.main(["--force"]) == 1
    assert "run `make setup`" in capsys.readouterr().err


def test_a_build_that_fails_says_so_and_is_done_again(monkeypatch, capsys):
    monkeypatch.setattr(sensor_build, "nodes", lambda: iter(["false"]))

    assert sensor_build.main() == 1
    assert "the build failed" in capsys.readouterr().err
    assert not sensor_build.STAMP.exists()
