"""The schema for editors takes what the reader takes."""

import json
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from scriptward.policy.language import parsed
from scriptward.policy.language.schema import policy_schema
from scriptward.vocabulary.errors import PolicyError
from tests.policy.language.test_reader import WHOLE

LEARNED = Path(__file__).parents[1] / "learned.yaml"


def errors(text):
    loaded = json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))
    validator = jsonschema.Draft202012Validator(policy_schema())
    return [error.json_path for error in validator.iter_errors(loaded)]


@pytest.mark.parametrize("text", [WHOLE, LEARNED.read_text("utf-8")], ids=["whole", "learned"])
def test_a_policy_that_is_read_fits_the_schema(text):
    parsed(text)

    assert errors(text) == []


@pytest.mark.parametrize(
    "section, at",
    [
        ("ruels: []", "$"),
        ("mode: enforced", "$.mode"),
        ("rules: [{id: R1}]", "$.rules[0]"),
        ("rules: [{id: R1, permit: send, mask: ssn}]", "$.rules[0]"),
        ("rules: [{id: R1, permit: sent}]", "$.rules[0].permit"),
        ("scripts: [{match: /a, approved: {by: x}}]", "$.scripts[0].approved"),
    ],
)
def test_a_policy_that_is_refused_does_not_fit_it(section, at):
    text = f"version: 1\nsite: www.clinic.test\n{section}\n"

    with pytest.raises(PolicyError):
        parsed(text)

    assert errors(text) == [at]
