"""What a scan says on a terminal while it runs."""

import pytest

from scriptward.app.progress import Console


@pytest.fixture
def moving(monkeypatch, capsys):
    """A console on a terminal."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    return Console()


def test_pages_scripts_and_requests_so_far_are_on_one_line(moving, capsys):
    with moving as console:
        console.page("https://a.test/one?email=me@a.test#x", of=200)
        console.seen(scripts=34, requests=210)
        console.page("https://a.test/two", of=200)

    lines = capsys.readouterr().err.split("\r")
    assert "page 1/200 · https://a.test/one" in lines
    assert "page 2/200 · 34 scripts · 210 requests · https://a.test/two" in lines


def test_one_page_has_no_total(moving, capsys):
    with moving as console:
        console.page("https://a.test/", of=1)
        console.seen(scripts=1, requests=1)
        console.step("way.yaml:3: click #go")

    assert "page 1 · 1 script · 1 request · way.yaml:3: click #go" in capsys.readouterr().err


def test_without_a_terminal_it_is_one_line(capsys):
    with Console() as console:
        console.page("https://a.test/", of=3)
        console.seen(scripts=1, requests=1)
        console.page("https://a.test/two", of=3)

    assert capsys.readouterr().err == "scanning …\n"


def test_an_address_cannot_move_the_terminal(moving, capsys):
    with moving as console:
        console.page("https://a.test/\x1b[2J\x07two")

    assert "\x1b[2J" not in capsys.readouterr().err
