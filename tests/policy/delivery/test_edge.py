"""Edge files, run by Node on its own Request, Response and streams."""

import json
import subprocess
from pathlib import Path

import pytest

from scriptward.policy.delivery.edge import edge
from tests.policy.delivery.delivered import HEADERS, SCRIPT, delivered
from tools import npm

RUN = Path(__file__).parent / "edge_run.mjs"
PAGE = '<!doctype html><!-- <head> --><html><HEAD lang="a>b"><title>ü</title></head><p>late'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("edge")
    for name, text in edge.write(delivered("/x")).items():
        (made / name).write_text(text)
    return made


@pytest.fixture(scope="module")
def answers(folder):
    done = subprocess.run(
        [str(npm.folder() / "bin" / "node"), str(RUN), str(folder)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_node_finds_nothing_wrong_with_their_syntax(folder):
    files = sorted(folder.iterdir())

    assert [file.name for file in files] == ["scriptward.edge.js", "scriptward.worker.mjs"]
    for file in files:
        subprocess.run(
            [str(npm.folder() / "bin" / "node"), "--check", str(file)], check=True, timeout=60
        )


@pytest.mark.parametrize("kind", ["module", "plain"])
def test_the_guard_is_first_in_the_head_and_headers_are_on_all(answers, kind):
    found = answers[kind]

    tag = delivered("/x").tag
    assert found["/"]["body"] == PAGE.replace('b">', f'b">{tag}')
    assert "etag" not in dict(found["/"]["headers"])
    assert found["/_scriptward/guard.abc.js"]["body"] == SCRIPT.decode()
    for path, status in (("/gone", 404), ("/moved", 302), ("/same", 304), ("/json", 200)):
        assert found[path]["status"] == status
    for path, one in found.items():
        if path not in {"/off", "/own"}:
            said = dict(one["headers"])
            assert {name: said[name.lower()] for name, _ in HEADERS} == dict(HEADERS), path
    assert found["/gone"]["body"] == "<head>"
    assert found["/part"]["body"] == "<p>part"
    assert dict(found["/json"]["headers"])["etag"] == '"2"'


@pytest.mark.parametrize("kind", ["module", "plain"])
def test_what_the_site_says_itself_is_kept(answers, kind):
    off, own = answers[kind]["/off"], dict(answers[kind]["/own"]["headers"])

    assert off == {"status": 200, "headers": [["content-type", "text/html"]], "body": PAGE}
    assert own["permissions-policy"] == "x=()"
    assert own["content-security-policy"] == f"img-src a, {HEADERS[0][1]}"
