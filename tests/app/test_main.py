import subprocess
import sys
from pathlib import Path

import pytest

from scriptward.app import cli
from scriptward.lib import found


def test_help_lists_every_command_with_a_line(command):
    status, out, _ = command("--help")

    assert status == 0
    for name in found.names(cli):
        assert f"  {name.rstrip('_')} " in out, name


def test_help_imports_no_command():
    code = (
        "import sys; from scriptward.app.main import status; status(['--help']);"
        "print([m for m in sys.modules if m.startswith('scriptward.app.cli.')"
        " or m in ('playwright', 'sqlalchemy', 'jinja2', 'starlette')])"
    )

    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert result.stdout.splitlines()[-1] == "[]"


def test_every_command_answers_help(command):
    for name in found.names(cli):
        status, out, _ = command(name.rstrip("_"), "--help")

        assert status == 0, name
        assert out.startswith("Usage: scriptward"), name


def test_an_unknown_command_is_2_and_names_it(command):
    status, _, err = command("scna")

    assert status == 2
    assert "No such command 'scna'" in err


def test_the_version_is_said(command):
    status, out, _ = command("--version")

    assert status == 0
    assert out == "scriptward, version 0.1.0\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_output_that_nothing_takes_is_an_error_and_no_finding(tmp_path):
    policy = tmp_path / "policy.yaml"
    policy.write_text("version: 1\nsite: a.test\n")
    code = "from scriptward.app.main import main; main()"
    words = (sys.executable, "-c", code, "policy", "check", "--policy", policy)

    with Path("/dev/full").open("w") as full:
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "error: the output: No space left on device",
        "what to do: see that the disk has room and may be written to",
    ]
