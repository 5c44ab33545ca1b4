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


def test_another_build_that_does_the_same_is_taken(life):
    assert life[2]["same"].switched, life[2]["same"].refused


def test_an_unknown_name_is_2(command, shelf):
    status, _, err = command("mirror", "refresh", "nobody", "--folder", shelf.folder)

    assert status == 2
    assert "the mirror has no nobody; it has acme-tag" in err
