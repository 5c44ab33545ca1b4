"""`vet`: what is wrong before a browser starts, and its exit status."""

import socket

import pytest


def test_help_says_what_it_does(command):
    status, out, _ = command("vet", "--help")

    assert status == 0
    assert "--against RUN" in out


@pytest.mark.parametrize("content,says", [("", "is empty"), ("<html>", "HTML"), ("\0", "binary")])
def test_a_file_without_a_script_is_2_with_what_to_do(command, tmp_path, content, says):
    file = tmp_path / "tag.js"
    file.write_text(content)

    status, _, err = command("vet", file)

    assert status == 2
    assert says in err
    assert "what to do: " in err


def test_an_address_that_nobody_answers_is_3(command):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    status, _, err = command("vet", f"http://127.0.0.1:{port}/tag.js")

    assert status == 3
    assert "can't be fetched" in err


def test_a_run_that_is_none_is_2_before_anything_runs(command, tmp_path):
    file = tmp_path / "tag.js"
    file.write_text("let a = 1;")

    status, _, err = command("vet", file, "--against", tmp_path / "nowhere")

    assert status == 2
    assert "what to do: " in err


def test_a_persona_nobody_is_is_2(command, tmp_path):
    file = tmp_path / "tag.js"
    file.write_text("let a = 1;")

    status, _, err = command("vet", file, "--persona", "tourist")

    assert status == 2
    assert "tourist" in err
