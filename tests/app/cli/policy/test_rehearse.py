"""`scriptward policy rehearse`: what it prints, writes and leaves with."""

import json

import jsonschema
import msgspec
import pytest

from scriptward.policy.rehearsing.result import Rehearsal
from tests.rehearse import site
from tests.vendors.server import served_by

SHORT = """start: https://www.willow.test/book
steps:
  - wait: {selector: "text=Open today"}
"""


@pytest.fixture
def files(tmp_path):
    policy, journey = tmp_path / "policy.yaml", tmp_path / "book.yaml"
    policy.write_text(site.POLICY, "utf-8")
    journey.write_text(SHORT, "utf-8")
    return policy, journey


def test_a_policy_that_breaks_nothing_leaves_with_0_and_json_that_its_schema_knows(
    command, files, browser_path, tmp_path, checkout
):
    policy, journey = files
    with served_by(site.site, tmp_path) as wire:
        args = [f"--browser-arg={one}" for one in (*wire.browser_args, "--no-sandbox")]
        status, out, _ = command(
            *("policy", "rehearse", "--policy", policy, "--journey", journey),
            *("https://www.willow.test/book", "--format", "json", "--browser", browser_path, *args),
        )

    result = msgspec.json.decode(out, type=Rehearsal)
    assert (status, result.breaks, result.escaped) == (0, (), ())
    assert (result.steps, result.warm, result.complete) == (2, True, True)
    assert [one.script for one in result.stopped] == ["https://t.beacon.test/t.js"]
    schema = json.loads((checkout / "docs" / "policy-rehearse.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(out), schema)


def test_a_file_that_is_there_is_not_written_over(command, files):
    policy, journey = files

    status, _, err = command(
        *("policy", "rehearse", "--policy", policy, "--journey", journey, "--mend", policy)
    )

    assert status == 2
    assert "is there already" in err


def test_a_journey_that_cannot_be_read_is_wrong_input(command, files):
    policy, journey = files
    journey.write_text("steps: []\n", "utf-8")

    status, _, err = command("policy", "rehearse", "--policy", policy, "--journey", journey)

    assert status == 2
    assert "`start` is missing" in err
