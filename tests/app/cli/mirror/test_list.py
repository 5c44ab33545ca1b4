"""`mirror list`."""


def test_every_version_is_a_line_and_the_current_has_a_star(command, shelf):
    status, out, _ = command("mirror", "list", "--folder", shelf.folder)

    assert status == 0
    first, older, newer = out.splitlines()
    assert first == "acme-tag  https://cdn.acme.test/tag.js"
    assert older.startswith("  2026-11-25")
    assert newer.startswith("* 2026-11-25")


def test_an_empty_folder_has_none(command, tmp_path):
    assert command("mirror", "list", "--folder", tmp_path)[:2] == (0, "")
