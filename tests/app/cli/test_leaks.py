import json

import pytest

from scriptward.app.main import status

EMAIL = "maria.quill@harborlight.test"


@pytest.fixture
def files(tmp_path):
    """A capture of three requests, one with a leak, and a values file."""
    urls = ["https://w.test/", f"https://t.test/c?em={EMAIL}", "https://t.test/p.gif"]
    entries = [{"request": {"method": "GET", "url": url}, "response": {}} for url in urls]
    har, values = tmp_path / "a.har", tmp_path / "v.json"
    har.write_text(json.dumps({"log": {"entries": entries}}))
    values.write_text(json.dumps({"p1.email": EMAIL, "p1.given_name": "Rose"}))
    return har, values


def run(*arguments):
    return status(["leaks", *map(str, arguments)])


def test_a_leak_is_listed_by_entry_and_place(files, capsys):
    har, values = files

    assert run(har, "--values", values, "--format", "json") == 1

    assert json.loads(capsys.readouterr().out) == {
        "leaks": [
            {
                "entry": 1,
                "value": "p1.email",
                "kind": "email",
                "where": "url-query",
                "path": "query.em",
                "encoding": [],
                "certainty": "observed_plain",
                "excerpt": "em=[email]",
                "host": "t.test",
            }
        ],
        "entries": 3,
        "not_fully_read": [],
        "failures": [],
    }


def test_the_text_says_where_and_never_what(files, capsys):
    har, values = files

    assert run(har, "--values", values) == 1

    printed = capsys.readouterr().out
    place = "entry 1: p1.email in query.em (url-query) in clear, observed_plain, to t.test"
    assert place in printed
    assert EMAIL not in printed


def test_sarif_has_a_result_a_leak(files, capsys):
    har, values = files

    assert run(har, "--values", values, "--format", "sarif") == 1

    (sarif_run,) = json.loads(capsys.readouterr().out)["runs"]
    (result,) = sarif_run["results"]
    place = result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]
    assert place == "log.entries[1].query.em"


def test_a_clean_capture_is_status_0(files, capsys):
    har, values = files
    values.write_text('{"p1.given_name": "Rose"}')

    assert run(har, "--values", values) == 0

    assert capsys.readouterr().out == "0 leaks in 0 of 3 requests\n"


def test_a_cut_capture_is_status_3_and_keeps_its_leaks(files, capsys):
    har, values = files
    har.write_text(har.read_text()[:-60])

    assert run(har, "--values", values) == 3

    printed = capsys.readouterr().out
    assert "entry 1: p1.email in query.em" in printed
    assert "incomplete: a.har: " in printed


def test_wrong_files_are_status_2_with_what_to_do(files, capsys):
    har, values = files
    values.write_text("{\n oops")

    assert run(har, "--values", values) == 2

    printed = capsys.readouterr().err
    assert f"error: {values}:2:2: no JSON" in printed
    assert "what to do: give one JSON object of names and texts" in printed


def test_a_key_with_terminal_escapes_is_printed_inert(files, capsys):
    har, values = files
    body = {"text": json.dumps({"\x1b[31mred": EMAIL})}
    entry = {"request": {"method": "POST", "url": "https://t.test/", "postData": body}}
    har.write_text(json.dumps({"log": {"entries": [entry]}}))

    run(har, "--values", values)

    assert "\x1b" not in capsys.readouterr().out
