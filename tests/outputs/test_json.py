import json as stdlib_json

import jsonschema
import pytest

from scriptward import read_report
from scriptward.app import run_folder
from scriptward.outputs.json import json
from scriptward.vocabulary.errors import RunError
from tests.outputs.reports import clean, clinic, hostile


@pytest.mark.parametrize("report", [clinic(), hostile(), clean()], ids=["clinic", "bad", "clean"])
def test_report_json_validates_against_the_shipped_schema(report, checkout):
    schema = stdlib_json.loads((checkout / "docs/report.schema.json").read_text())

    document = stdlib_json.loads(json.render(report))

    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["schema"] == "scriptward.report/1"


def test_the_schema_refuses_a_report_without_findings(checkout):
    schema = stdlib_json.loads((checkout / "docs/report.schema.json").read_text())
    document = stdlib_json.loads(json.render(clinic()))
    del document["findings"]

    with pytest.raises(jsonschema.ValidationError, match="findings"):
        jsonschema.Draft202012Validator(schema).validate(document)


def test_a_written_run_reads_back_equal(tmp_path):
    report = clinic()

    run_folder.write(tmp_path / "run", report, [])

    assert read_report(tmp_path / "run") == report
    assert read_report(tmp_path / "run" / "report.json") == report


def test_a_file_that_is_no_run_says_what_to_do(tmp_path):
    (tmp_path / "report.json").write_text('{"schema": 1}')

    with pytest.raises(RunError, match=r"report\.json: not a scriptward run") as caught:
        read_report(tmp_path)

    assert caught.value.hint == "scan or import again"
