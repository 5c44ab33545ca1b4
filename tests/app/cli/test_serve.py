import itertools
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

SCRIPTWARD = Path(sys.executable).with_name("scriptward")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_address_and_password_once_and_ends_cleanly(
    tmp_path: Path, ending: signal.Signals
):
    first, error, status = _served(tmp_path, ending)
    second, _, _ = _served(tmp_path, ending)

    assert (status, error) == (0, "stopped\n")
    assert re.search(r"^dashboard  http://127\.0\.0\.1:\d+/$", first, re.MULTILINE)
    assert re.search(r"password [0-9a-f]{6}(-[0-9a-f]{6}){3} ", first)
    assert "password" not in second


def test_a_port_in_use_is_2_with_what_to_do(command, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, _, error = command(
            "serve", "--port", port, "--database", tmp_path / "scriptward.sqlite"
        )

    assert status == 2
    assert "in use" in error
    assert "what to do: choose another --port" in error


@pytest.mark.parametrize("host", ["999.1.1.1", "192.0.2.1"])
def test_an_address_that_is_not_of_this_machine_is_2_and_the_port_is_not_blamed(
    command, tmp_path, host
):
    status, _, error = command("serve", "--host", host, "--database", tmp_path / "s.sqlite")

    assert status == 2
    assert "what to do: give an address of this machine as --host" in error


def test_postgresql_is_2_and_said_to_come_later(command):
    status, _, error = command("serve", "--database", "postgresql://db.example/x")

    assert status == 2
    assert "PostgreSQL comes in a later version" in error


def test_a_run_that_is_none_is_2(command, tmp_path):
    status, _, error = command(
        "serve", "--run", tmp_path, "--database", tmp_path / "scriptward.sqlite"
    )

    assert status == 2
    assert "report.json" in error


def _served(folder: Path, ending: signal.Signals) -> tuple[str, str, int]:
    """What it printed on both streams until it was told to end, and its exit status."""
    words = ("serve", "--port", "0", "--site", "www.example.test")
    with subprocess.Popen(
        [SCRIPTWARD, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        out = "".join(itertools.takewhile(lambda line: "Ctrl-C" not in line, server.stdout))
        address = re.search(r"http://\S+", out)
        assert address
        assert httpx.get(f"{address[0]}sign-in").status_code == 200
        server.send_signal(ending)
        _, error = server.communicate(timeout=20)
    return out, error, server.returncode
