"""Writes docs/evidence.schema.json: the JSON Schema of an evidence pack, from its document."""

import json
from pathlib import Path

import msgspec

from scriptward.app.evidence.document import SCHEMA, Evidence

OWNS = "docs/evidence.schema.json"


def render() -> dict[Path, str]:
    """The schema file, whole."""
    schema = msgspec.json.schema(Evidence)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "scriptward evidence"
    pack = schema["$defs"]["Evidence"]
    pack["properties"]["schema"] = {"const": SCHEMA}
    pack["required"] = ["schema", *pack["required"]]
    return {Path(OWNS): json.dumps(schema, indent=2, ensure_ascii=False) + "\n"}
