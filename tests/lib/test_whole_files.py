"""Files in their place whole or not at all."""

import errno
from pathlib import Path

import pytest

from scriptward.lib.whole_files import put


def test_a_file_and_its_folders_are_made_for_everybody_to_read(tmp_path):
    path = tmp_path / "a" / "b.conf"

    put(path, b"x")

    assert path.read_bytes() == b"x"
    assert path.stat().st_mode & 0o777 == 0o644


def test_one_that_was_there_keeps_its_mode(tmp_path):
    path = tmp_path / "b.conf"
    path.write_bytes(b"old")
    path.chmod(0o600)

    put(path, b"new")

    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_failure_names_the_file_and_leaves_nothing_behind(tmp_path):
    (tmp_path / "folder").mkdir()

    with pytest.raises(OSError, match="folder") as caught:
        put(tmp_path / "folder", b"new")

    assert caught.value.errno == errno.EISDIR
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def test_a_place_that_takes_no_file_is_named():
    with pytest.raises(OSError, match="/dev/null/x"):
        put(Path("/dev/null/x"), b"")
