"""Wrong usage of `record`; what it records is tested in tests/sources/test_record.py."""

import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="screens are named otherwise")


def test_without_a_screen_it_is_2_and_says_what_to_do(command, tmp_path, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    status, _, err = command("record", "https://a.test/", "-o", tmp_path / "way.yaml")

    assert status == 2
    assert "there is no screen to open a browser on" in err
    assert "what to do: record where there is one" in err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_2(command, tmp_path):
    status, _, err = command("record", "https://a.test/", "-o", tmp_path / "none" / "way.yaml")

    assert status == 2
    assert "no folder" in err


def test_an_address_that_is_none_is_2(command, tmp_path):
    status, _, err = command("record", "a.test", "-o", tmp_path / "way.yaml")

    assert status == 2
    assert "give it whole" in err


def test_a_browser_that_opens_no_window_is_2(command, tmp_path, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":987")

    status, _, err = command(
        *("record", "https://a.test/", "-o", tmp_path / "way.yaml"),
        *("--browser-arg", "--no-sandbox", "--browser-arg", "--ozone-platform=x11"),
    )

    assert status == 2
    assert "Chromium opens no window" in err
    assert list(tmp_path.iterdir()) == []
