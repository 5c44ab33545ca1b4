"""Writes the JSON Schemas of a policy file (for editors) and of what commands print."""

import json
from pathlib import Path

import msgspec

from scriptward.app.policy_headers import SCHEMA as COMPILE_SCHEMA
from scriptward.app.policy_headers import CompileResult
from scriptward.app.policy_runs import SCHEMA, CheckResult
from scriptward.policy.cost import SCHEMA as COST_SCHEMA
from scriptward.policy.cost import Cost
from scriptward.policy.language.schema import policy_schema
from scriptward.policy.proposal import SCHEMA as PROPOSAL_SCHEMA
from scriptward.policy.proposal import Proposal
from scriptward.policy.rehearsing.result import SCHEMA as REHEARSE_SCHEMA
from scriptward.policy.rehearsing.result import Rehearsal
from scriptward.policy.simulation import SCHEMA as SIMULATION_SCHEMA
from scriptward.policy.simulation import Simulation

OWNS = "docs/policy.schema.json docs/policy-*.schema.json"


def render() -> dict[Path, str]:
    """The schema files, whole."""
    files = {
        "policy.schema.json": policy_schema(),
        "policy-check.schema.json": _printed(CheckResult, SCHEMA, "scriptward policy check"),
        "policy-compile.schema.json": _printed(
            CompileResult, COMPILE_SCHEMA, "scriptward policy compile"
        ),
        "policy-cost.schema.json": _printed(Cost, COST_SCHEMA, "scriptward policy cost"),
        "policy-proposal.schema.json": _printed(
            Proposal, PROPOSAL_SCHEMA, "scriptward policy learn"
        ),
        "policy-rehearse.schema.json": _printed(
            Rehearsal, REHEARSE_SCHEMA, "scriptward policy rehearse"
        ),
        "policy-simulation.schema.json": _printed(
            Simulation, SIMULATION_SCHEMA, "scriptward policy simulate"
        ),
    }
    return {
        Path("docs") / name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in files.items()
    }


def _printed(shape: type[msgspec.Struct], name: str, title: str) -> dict[str, object]:
    """The schema of what a command prints."""
    schema = msgspec.json.schema(shape)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = title
    schema["$defs"][shape.__name__]["properties"]["schema"] = {"const": name}
    return schema
