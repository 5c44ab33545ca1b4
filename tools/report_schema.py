"""Writes docs/report.schema.json: the JSON Schema of `report.json`, from the vocabulary."""

import json
from pathlib import Path

import msgspec

from scriptward.vocabulary.report import SCHEMA, Report

OWNS = "docs/report.schema.json"


def render() -> dict[Path, str]:
    """The schema file, whole."""
    schema = msgspec.json.schema(Report)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "scriptward report"
    report = schema["$defs"]["Report"]
    report["properties"]["schema"] = {"const": SCHEMA}
    report["required"] = ["schema", *report["required"]]
    return {Path(OWNS): json.dumps(schema, indent=2, ensure_ascii=False) + "\n"}
