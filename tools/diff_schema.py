"""Writes docs/diff.schema.json: the JSON Schema of what `diff` prints, from its records."""

import json
from pathlib import Path

import msgspec

from scriptward.analysis.comparing_changes import SCHEMA, Changes

OWNS = "docs/diff.schema.json"


def render() -> dict[Path, str]:
    """The schema file, whole."""
    schema = msgspec.json.schema(Changes)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "scriptward diff"
    changes = schema["$defs"]["Changes"]
    changes["properties"]["schema"] = {"const": SCHEMA}
    changes["required"] = ["schema", *changes["required"]]
    return {Path(OWNS): json.dumps(schema, indent=2, ensure_ascii=False) + "\n"}
