"""`policy simulate`."""

import json

import jsonschema
import pytest

from scriptward.store import folded
from scriptward.store.database import opened
from scriptward.store.delta import Behaviour, BehaviourKind, Delta, Novel
from scriptward.vocabulary.observations import Owner
from scriptward.vocabulary.words import PageClass, Party

HOUR = 490_000
SITE = "www.clinic.test"
ACME = Owner(entity="Acme", category="analytics")
SEEN = {
    "send": ("fetch", "https://s1.acme.test/c", "s1.acme.test", ""),
    "load": ("script", "https://cdn.evil.test/a.js", "cdn.evil.test", ""),
    "read": ("field", "field:cc-number", "", ""),
    "block": ("fetch", "https://stopped.test/", "stopped.test", ""),
}


@pytest.fixture
def policy(command, clean, tmp_path):
    path = tmp_path / "policy.yaml"
    command("policy", "learn", clean, "-o", path)
    return path


def behaviour(kind, *, api, target, recipient, data, site):
    return Behaviour(
        site=site,
        page_class=PageClass.PAYMENT_PAGE,
        kind=BehaviourKind(kind),
        api=api,
        script="https://cdn.acme.test/chat.js",
        target=target,
        recipient=recipient,
        data=data,
    )


def told_by_pages(path, *sites):
    """A database in which live pages of sites told each kind of behaviour, 7 times."""
    store = opened(str(path))
    for batch, site in enumerate(sites or (SITE,)):
        tell(store, batch, site)
    store.close()
    return path


def tell(store, batch, site):
    names = ("api", "target", "recipient", "data")
    rows = [
        behaviour(kind, site=site, **dict(zip(names, said, strict=True)))
        for kind, said in SEEN.items()
    ]
    rows.append(
        behaviour(
            "send",
            api="beacon",
            target="https://s1.acme.test/c",
            recipient="s1.acme.test",
            data="card_data",
            site=site,
        )
    )
    novel = tuple(
        Novel(
            key=row.key(store.secret),
            behaviour=row,
            party=Party.THIRD,
            owner=ACME,
            recipient=ACME,
            recipient_party=Party.THIRD,
        )
        for row in rows
    )
    counts = tuple(sorted((one.key, HOUR, 7) for one in novel))
    folded.apply(store, Delta(batches=(batch,), at=HOUR * 3600, novel=novel, counts=counts))


def test_the_run_it_was_learned_from_has_nothing_to_stop(command, clean, policy):
    status, out, _ = command("policy", "simulate", "--policy", policy, clean)

    assert status == 0
    assert out.startswith("0 blocked, 0 scrubbed, 0 masked, 0 watched, ")
    assert "0 of 1 sessions would have been touched\n" in out


def test_a_skimmer_would_have_been_stopped_with_what_it_did(command, skimmed, policy):
    status, out, _ = command("policy", "simulate", "--policy", policy, skimmed)

    assert status == 0
    assert "blocked       1×  https://cdn.jquerry.test/j.js: run or show on" in out
    assert "and 2 requests and readings with it" in out
    assert "1 of 1 sessions would have been touched" in out


def test_json_follows_its_schema(command, clean, skimmed, policy, checkout):
    words = ("policy", "simulate", "--policy", policy, clean, skimmed, "--format", "json")
    _, out, _ = command(*words)

    found = json.loads(out)
    schema = checkout / "docs" / "policy-simulation.schema.json"
    jsonschema.validate(found, json.loads(schema.read_text("utf-8")))
    assert (found["sessions"], found["sessions_touched"]) == (2, 1)
    assert found["times"]["blocked"] == 1


def test_what_live_pages_of_the_site_told_is_tried_as_well(command, clean, policy, tmp_path):
    database = told_by_pages(tmp_path / "live.sqlite", SITE, "www.other.test")
    words = ("policy", "simulate", "--policy", policy, clean, "--database", database)
    status, out, _ = command(*words, "--format", "json")

    assert status == 0
    found = json.loads(out)
    assert found["live"] == 28  # what was stopped already isn't tried
    done = {(one["outcome"], one["action"], *one["data"]): one for one in found["deeds"]}
    assert done["blocked", "load"]["script"] == "https://cdn.evil.test/a.js"
    assert done["blocked", "send", "card_data"]["times"] == 7
    assert done["watched", "read", "card_data"]["page_class"] == "payment_page"
    assert {one["sessions"] for one in found["deeds"]} == {0}


def test_a_database_of_another_site_is_2_with_what_to_do(command, policy, tmp_path):
    other = told_by_pages(tmp_path / "other.sqlite", "www.other.test")
    for database, says in (
        (other, "knows nothing of www.clinic.test, but of www.other.test"),
        (tmp_path / "none.sqlite", "is not there"),
    ):
        words = ("policy", "simulate", "--policy", policy, "--database", database)
        status, _, err = command(*words)
        assert status == 2
        assert says in err


def test_nothing_to_try_it_on_is_2(command, policy):
    status, _, err = command("policy", "simulate", "--policy", policy)

    assert status == 2
    assert "give RUNs, or --database" in err


def test_an_incomplete_run_is_3(command, cut_short, policy):
    status, out, _ = command("policy", "simulate", "--policy", policy, cut_short)

    assert status == 3
    assert "is incomplete: a page failed" in out
