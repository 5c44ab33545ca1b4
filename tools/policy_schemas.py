"""Writes the JSON Schemas of a policy file (for editors) and of what `policy check` prints."""

import json
from pathlib import Path

import msgspec

from scriptward.app.policy_runs import SCHEMA, CheckResult
from scriptward.policy.language.schema import policy_schema

OWNS = "docs/policy.schema.json docs/policy-check.schema.json"


def render() -> dict[Path, str]:
    """Both schema files, whole."""
    check = msgspec.json.schema(CheckResult)
    check["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    check["title"] = "scriptward policy check"
    check["$defs"]["CheckResult"]["properties"]["schema"] = {"const": SCHEMA}
    files = {"policy.schema.json": policy_schema(), "policy-check.schema.json": check}
    return {
        Path("docs") / name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in files.items()
    }
