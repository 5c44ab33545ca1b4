"""`mirror rollback`."""

import json


def test_the_version_before_is_current_again(command, shelf):
    first = shelf.named("acme-tag").versions[0]

    status, out, _ = command("mirror", "rollback", "acme-tag", "--folder", shelf.folder)

    assert status == 0
    assert first.integrity in out
    said = json.loads((shelf.folder / "current.json").read_text())["acme-tag"]
    assert said["src"] == f"/vendor/acme-tag/{first.file}"
    assert shelf.named("acme-tag").current == first.sha256


def test_there_is_nothing_before_the_first(command, shelf):
    words = ("mirror", "rollback", "acme-tag", "--folder", shelf.folder)
    command(*words)
    status, _, err = command(*words)

    assert status == 2
    assert "has no version before the current one" in err


def test_a_broken_index_is_2(command, shelf):
    (shelf.folder / ".scriptward" / "mirror.json").write_text("{")

    status, _, err = command("mirror", "rollback", "acme-tag", "--folder", shelf.folder)

    assert status == 2
    assert "is no index of a mirror" in err
