"""`mirror add`."""

import base64
import hashlib
import json

import pytest

from tests.app.cli.mirror.conftest import FIRST


def test_the_copy_is_kept_by_digest_and_named_with_its_integrity(life):
    shelf, name, steps, _ = life
    added = steps["added"]
    digest = base64.b64encode(hashlib.sha384(FIRST).digest()).decode()
    file = f"{hashlib.sha256(FIRST).hexdigest()[:16]}.js"

    assert added.switched
    assert added.lines[0] == (
        f'<script src="/vendor/{name}/{file}" integrity="sha384-{digest}"></script>'
    )
    assert (
        added.lines[1]
        == "licence: tag v1 (c) Acme, MIT */ document.documentElement.dataset.acme = '1';"
    )
    assert (shelf.folder / name / file).read_bytes() == FIRST
    assert shelf.named(name).versions[0].accepted == "wanted"
    assert name in json.loads((shelf.folder / "current.json").read_text())


@pytest.mark.parametrize(
    "kind,code,says",
    [
        ("text/html", b"x=1", "is an HTML document, not a script"),
        ("text/javascript", b"<!doctype html>", "is an HTML or XML document, not a script"),
        ("text/javascript", b"a" * 8_000_001, "is larger than 8 MB"),
        ("text/javascript", b"", "is empty"),
    ],
)
def test_what_is_no_script_is_2(command, vendor, monkeypatch, tmp_path, kind, code, says):
    monkeypatch.setattr(vendor, "kind", kind)
    monkeypatch.setattr(vendor, "code", code)

    status, _, err = command("mirror", "add", vendor.url, "--folder", tmp_path / "m")

    assert status == 2
    assert says in err
    assert not (tmp_path / "m").exists()


def test_an_address_that_is_not_encrypted_is_2(command, tmp_path):
    status, _, err = command("mirror", "add", "http://cdn.acme.test/a.js", "--folder", tmp_path)

    assert status == 2
    assert "use https://" in err


def test_one_that_is_there_is_2(command, shelf):
    words = ("mirror", "add", "https://cdn.acme.test/tag.js", "--folder", shelf.folder)
    status, _, err = command(*words)

    assert status == 2
    assert "has https://cdn.acme.test/tag.js already" in err
