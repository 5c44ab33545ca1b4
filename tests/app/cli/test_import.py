import json
from pathlib import Path

import pytest

from scriptward.app.main import status

CAPTURES = Path(__file__).parents[2] / "data" / "har"


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """Status and report of a shipped capture."""
    out = tmp_path_factory.mktemp("import") / "run"
    capture = CAPTURES / "new-mexico-bewellnm.com.har.gz"
    code = status(["import", str(capture), "--out", str(out), "--format", "sarif"])
    return code, json.loads((out / "report.json").read_text()), out


def test_a_capture_becomes_a_report(imported):
    _, report, out = imported

    assert report["run"]["source"] == "har"
    assert [page["url"] for page in report["pages"]] == ["https://bewellnm.com/"]
    assert sum(flow["count"] for flow in report["flows"]) >= 190
    assert (out / "report.sarif").exists()


def test_what_the_tool_lost_is_in_the_limits(imported):
    _, report, _ = imported

    assert any("lost the body of 3 requests" in text for text in report["coverage"]["unseen"])


def test_a_cut_capture_is_an_incomplete_run(tmp_path, capsys):
    har = tmp_path / "a.har"
    entry = {"request": {"method": "GET", "url": "https://w.test/"}, "response": {"status": 200}}
    har.write_text(json.dumps({"log": {"entries": [entry]}})[:-2])

    assert status(["import", str(har), "--out", str(tmp_path / "run")]) == 3

    assert "1 whole entry kept" in capsys.readouterr().out


def test_a_file_that_is_no_capture_is_status_2(tmp_path, capsys):
    har = tmp_path / "a.har"
    har.write_text("<html>")

    assert status(["import", str(har), "--out", str(tmp_path / "run")]) == 2

    assert f"error: {har}:1: no capture: no JSON object at byte 0" in capsys.readouterr().err
