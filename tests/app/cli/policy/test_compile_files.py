"""`policy compile --out`: files for a server."""

import re

import pytest

from scriptward.lib.found import names
from scriptward.policy import delivery as room

POLICY = "version: 1\nsite: www.willow.test\nmode: enforce\n"
FILES = {
    "nginx": {"scriptward.conf", "scriptward.headers.conf"},
    "apache": {"scriptward.conf"},
    "caddy": {"scriptward.caddy"},
    "snippet": {"scriptward.html"},
    "edge": {"scriptward.worker.mjs", "scriptward.edge.js"},
}


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(POLICY)
    return path


def blocks(folder):
    """Whether the headers do, and whether the guard does."""
    text = "".join(path.read_text() for path in folder.iterdir() if path.is_file())
    (guard,) = (folder / "guard").iterdir()
    held = bool(
        re.search(r"content-security-policy\W+default-src|equiv=\"content-sec", text, re.IGNORECASE)
    )
    return {held, '"mode":"enforce"' in guard.read_text()}


def test_every_server_of_the_room_has_files():
    assert set(FILES) == set(names(room))


@pytest.mark.parametrize("server,files", FILES.items(), ids=list(FILES))
def test_the_files_and_the_guard_are_written(command, policy, tmp_path, server, files):
    out = tmp_path / "out"

    words = ("policy", "compile", "--policy", policy, "--for", server, "--out", out)
    status, said, _ = command(*words)

    assert status == 0
    written = {path.name for path in out.iterdir() if path.is_file()}
    (guard,) = (out / "guard").iterdir()
    assert written == files
    assert len(said.splitlines()) == len(files) + 1
    assert guard.name in "".join((out / name).read_text() for name in files)
    assert "content-security-policy" in "".join((out / name).read_text() for name in files).lower()


def test_an_older_guard_stays_beside_a_newer(command, policy, tmp_path):
    words = ("policy", "compile", "--policy", policy, "--for", "nginx", "--out", tmp_path / "out")
    command(*words)
    policy.write_text(POLICY + "rules:\n  - {id: R1, forbid: send, to: {host: a.test}}\n")
    command(*words)

    assert len(list((tmp_path / "out" / "guard").iterdir())) == 2


@pytest.mark.parametrize("server", list(FILES))
@pytest.mark.parametrize("mode,word", [("observe", "--enforce"), ("enforce", "--report-only")])
def test_headers_and_guard_have_one_mode(command, policy, tmp_path, server, mode, word):
    policy.write_text(POLICY.replace("enforce", mode))
    words = ("policy", "compile", "--policy", policy, "--for", server, "--out")

    command(*words, tmp_path / "own")
    command(*words, tmp_path / "other", word)

    assert blocks(tmp_path / "own") == {mode == "enforce"}
    assert blocks(tmp_path / "other") == {mode == "observe"}


@pytest.mark.parametrize("server", ["snippet", "edge"])
def test_without_a_folder_the_text_is_printed(command, policy, server):
    status, said, _ = command("policy", "compile", "--policy", policy, "--for", server)

    assert status == 0
    assert "guard." in said
    assert said.endswith("\n")


def test_headers_alone_have_no_files(command, policy, tmp_path):
    words = ("policy", "compile", "--policy", policy, "--for", "headers", "--out", tmp_path)
    status, _, err = command(*words)

    assert status == 2
    assert "leave out --out, or compile for one of: apache, caddy, edge" in err
