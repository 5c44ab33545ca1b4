"""The clinic's journey and policy are read by the product; its design names what exists."""

import tomllib

import pytest

from demo.clinic import hosts
from demo.clinic.pages import table
from demo.proof import driving, proving
from scriptward.policy.language import read_policy
from scriptward.sources.journey import Action, read_journey


def test_every_value_of_the_journey_is_named_and_made_up(checkout):
    journey = read_journey(checkout / "demo" / "journey.yaml")

    typed = {
        step.typed.canary for step in journey.steps if step.action is Action.FILL and step.typed
    }
    assert typed == set(driving.VALUES)


def test_no_made_up_value_is_a_part_of_another():
    values = list(driving.VALUES.values())

    inside = [(a, b) for a in values for b in values if a != b and a.lower() in b.lower()]
    assert inside == []


def test_the_policy_approves_the_clinics_own_inline_code(checkout, truth):
    policy = read_policy(checkout / "demo" / "policy.yaml")

    approved = {script.match for script in policy.scripts}
    own = {
        f"inline:{row['sha256'][0]}"
        for row in truth["scripts"]
        if row["kind"] == "inline" and row["loaded_by"] == "document"
    }
    assert own - approved == set()


def test_every_host_that_is_sent_to_belongs_to_a_vendor():
    assert set(proving.design()["sends"]) - set(hosts.hosts()) == set()


@pytest.mark.parametrize("path", sorted(table()))
def test_every_page_has_its_template_and_embed_codes(checkout, path):
    row = table()[path]

    assert (checkout / "demo" / "pages" / f"{row.name}.html").exists()
    missing = [tag for tag in row.tags if not (checkout / f"demo/snippets/{tag}.html").exists()]
    assert missing == []


def test_every_vendor_has_a_host_of_its_own(checkout):
    vendors = tomllib.loads((checkout / "demo" / "vendors.toml").read_text("utf-8"))

    named = [host for row in vendors.values() for host in row["hosts"]]
    assert len(named) == len(set(named))
    assert all(host.endswith(".test") for host in named)
