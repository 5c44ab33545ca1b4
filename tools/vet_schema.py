"""Writes docs/vet.schema.json: the JSON Schema of what `vet` prints, from its records."""

import json
from pathlib import Path

import msgspec

from scriptward.analysis.vetted import SCHEMA, Vetted

OWNS = "docs/vet.schema.json"


def render() -> dict[Path, str]:
    """The schema file, whole."""
    schema = msgspec.json.schema(Vetted)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "scriptward vet"
    vetted = schema["$defs"]["Vetted"]
    vetted["properties"]["schema"] = {"const": SCHEMA}
    vetted["required"] = ["schema", *vetted["required"]]
    return {Path(OWNS): json.dumps(schema, indent=2, ensure_ascii=False) + "\n"}
