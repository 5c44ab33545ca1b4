"""Playwright's Node lacks a library on minimal machines: another is taken, or the lack is said."""

import stat

import pytest

from scriptward.sources.scan import driver
from scriptward.vocabulary.errors import BrowserError

LACKS = "#!/bin/sh\necho 'libatomic.so.1: cannot open shared object file' >&2; exit 127\n"
STARTS = "#!/bin/sh\necho v24.0.0\n"


@pytest.fixture
def nodes(tmp_path):
    """Make executables of these scripts."""

    def made(*scripts):
        paths = [tmp_path / f"node{number}" for number in range(len(scripts))]
        for path, script in zip(paths, scripts, strict=True):
            path.write_text(script)
            path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return paths

    return made


def test_the_first_is_taken_where_it_starts(nodes):
    own, other = nodes(STARTS, STARTS)

    assert driver.first_that_starts((own, other)) == own


def test_another_is_taken_where_the_first_does_not_start(nodes):
    own, other = nodes(LACKS, STARTS)

    assert driver.first_that_starts((own, other)) == other


def test_the_missing_library_is_named_with_the_command_that_adds_it(nodes):
    with pytest.raises(BrowserError, match="libatomic") as caught:
        driver.first_that_starts(nodes(LACKS))

    assert "apt-get install -y libatomic1" in caught.value.hint


def test_a_node_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BrowserError, match="No such file"):
        driver.first_that_starts((tmp_path / "none",))


def test_packages_that_bring_a_node_are_found():
    assert driver.installed()[0].parts[-3:] == ("playwright", "driver", "node")
