"""`mirror refresh`."""

import hashlib

from tests.app.cli.mirror.conftest import MORE


def test_the_same_bytes_are_no_new_version(life):
    assert life[2]["unchanged"].lines == ("unchanged",)
    assert not life[2]["unchanged"].switched


def test_a_version_that_reads_and_sends_more_is_refused_and_not_served(life):
    _, _, steps, files = life

    assert not steps["more"].switched
    assert any("other-vendor.example" in text for text in steps["more"].refused)
    assert f"{hashlib.sha256(MORE).hexdigest()[:16]}.js" not in files


def test_the_same_version_is_taken_once_somebody_accepts_it_and_the_reason_is_kept(life):
    shelf, name, steps, _ = life
    digest = hashlib.sha256(MORE).hexdigest()
    first, accepted, _ = shelf.named(name).versions

    assert steps["accepted"].switched, steps["accepted"].refused
    assert f"/vendor/{name}/{digest[:16]}.js" in steps["accepted"].lines[0]
    assert (shelf.folder / name / f"{digest[:16]}.js").read_bytes() == MORE
    assert (accepted.sha256, accepted.accepted) == (digest, "asked Acme, 17 Nov")
    assert first.file in {path.name for path in (shelf.folder / name).iterdir()}
    changes = steps["accepted"].vetted.against.changes
    assert {"read", "recipient"} <= {one.what.value for one in changes}


def test_another_build_that_does_the_same_is_taken(life):
    assert life[2]["same"].switched, life[2]["same"].refused


def test_an_unknown_name_is_2(command, shelf):
    status, _, err = command("mirror", "refresh", "nobody", "--folder", shelf.folder)

    assert status == 2
    assert "the mirror has no nobody; it has acme-tag" in err


def test_a_folder_without_a_mirror_is_2(command, tmp_path):
    status, _, err = command("mirror", "refresh", "--folder", tmp_path)

    assert status == 2
    assert f"no mirror in {tmp_path}" in err
