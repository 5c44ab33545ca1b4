"""docs/policy.md says what the code knows, word for word, and its example is a policy."""

import re

import pytest

from scriptward.policy.language import parsed
from scriptward.policy.language.schema import policy_schema
from scriptward.policy.language.words import Action, Effect, Mode, Stance, Via


@pytest.fixture
def page(checkout):
    return (checkout / "docs" / "policy.md").read_text("utf-8")


def keys(schema):
    """Every key of a policy file."""
    if isinstance(schema, list):
        return {key for item in schema for key in keys(item)}
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties", ()))
    return own | {key for value in schema.values() for key in keys(value)}


def test_the_example_is_a_policy(page):
    examples = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)

    assert [parsed(text).site for text in examples] == ["www.example.test"]


def test_every_key_is_explained(page):
    missing = {key for key in keys(policy_schema()) if not re.search(rf"\b{key}\b", page)}

    assert missing == set()


@pytest.mark.parametrize("words", [Action, Effect, Mode, Stance, Via])
def test_every_word_is_explained(page, words):
    assert [word.value for word in words if f"`{word.value}`" not in page] == []


def test_every_option_named_is_one(page, command):
    commands = ("learn", "check", "simulate", "explain", "cost", "compile", "rehearse")
    helps = [command("policy", one, "--help")[1] for one in commands]

    named = set(re.findall(r"`(?:[^`]* )?(--[a-z-]+)", page))
    assert named - set(re.findall(r"--[a-z-]+", "".join(helps))) == set()
