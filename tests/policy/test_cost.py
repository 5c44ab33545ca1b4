"""How many decisions a month a policy asks for."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from scriptward.analysis.comparing import StoredRun
from scriptward.policy.cost import Level, cost, told
from scriptward.policy.costing.asking import Asked
from scriptward.policy.language import parsed
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.observations import Owner, Storage
from scriptward.vocabulary.report import Run
from scriptward.vocabulary.words import (
    DataKind,
    NamedBy,
    Party,
    ReadTarget,
    ScriptKind,
    StorageKind,
)
from tests.policy.visits import flow, read, script, visit

POLICY = parsed(
    f"""\
version: 1
site: www.clinic.test
defaults: {{"*": forbid}}
recipients:
  acme: {{hosts: [api.acme.test]}}
scripts:
  - match: "https://cdn.acme.test/chat.js"
    owner: acme
    approved: {{by: a, date: 2026-01-01, sha256: "{"cd" * 32}"}}
  - match: "https://cdn.acme.test/old.js"
    approved: {{by: a, date: 2026-01-01, expires: 2026-11-10}}
rules:
  - {{id: R1, permit: send, to: acme, data: [name]}}
  - {{id: R2, permit: read, from: acme, data: [name]}}
  - {{id: R3, forbid: send, to: {{host: bad.test}}}}
"""
)
CHAT = script()
CALM = (flow(by=CHAT, data=[DataKind.NAME]),)


def run(day, *, finished_at="", **seen):
    stored = Run(
        id=f"run-{day}",
        version="0",
        browser="",
        started_at=f"{day}T10:00:00Z",
        finished_at=finished_at or f"{day}T10:01:00Z",
        complete=True,
        personas=("default",),
    )
    return StoredRun(run=stored, visits=(visit(**{"scripts": (CHAT,), "flows": CALM, **seen}),))


def between(day="2026-12-01", first="2026-11-15", **seen):
    found = cost(POLICY, [run(day, **seen), run(first)])
    return [one.why for one in found.decisions], found


def test_a_run_that_does_the_same_asks_nobody():
    asked, found = between()

    assert asked == []
    assert (found.a_month, found.days, found.level) == (0.0, 16.0, Level.MEASURED)


def test_other_bytes_that_behave_as_before_ask_nobody():
    later = script(sha256="ef" * 32)

    asked, found = between(scripts=(later,), flows=(flow(by=later, data=[DataKind.NAME]),))

    assert asked == []
    assert found.same_behaviour == 1


def test_other_bytes_that_do_something_else_ask_once():
    later = script(sha256="ef" * 32)
    more = flow("https://new.test/c", by=later, data=[DataKind.EMAIL], entity="New")

    asked, found = between(scripts=(later,), flows=(*CALM, more))

    assert asked == [Asked.NEW_BYTES]
    assert found.same_behaviour == 0


@pytest.mark.parametrize(
    "seen, why, says",
    [
        (
            {"scripts": (CHAT, script("https://x.test/x.js", entity="X"))},
            Asked.NEW_SCRIPT,
            "x.test/x.js runs on",
        ),
        (
            {"flows": (*CALM, flow("https://new.test/a", by=CHAT, entity="New"))},
            Asked.NEW_RECIPIENT,
            "to New (new.test)",
        ),
        (
            {"flows": (*CALM, flow(by=CHAT, data=[DataKind.EMAIL]))},
            Asked.NEW_DATA,
            "an e-mail address to Acme",
        ),
        ({"reads": (read(DataKind.SSN, by=CHAT),)}, Asked.NEW_READ, "reads"),
    ],
)
def test_what_is_new_asks_once_and_says_why(seen, why, says):
    asked, found = between(**seen)

    assert asked == [why]
    assert says in found.decisions[0].says
    assert found.a_month == 1.9
    assert f"1 {why.value.replace('_', ' ')}" in "\n".join(told(found))


def test_what_a_rule_forbids_is_decided_already():
    asked, _ = between(flows=(*CALM, flow("https://bad.test/a", by=CHAT, entity="Bad")))

    assert asked == []


def test_what_runs_out_between_the_runs_asks():
    asked, found = between(first="2026-11-01")

    assert asked == [Asked.RUN_OUT]
    assert found.decisions[0].says.endswith("old.js ran out on 2026-11-10")


def test_what_the_first_run_asks_is_told_apart_and_not_asked_again():
    new = script("https://x.test/x.js", entity="X")
    runs = [run(f"2026-12-0{day}", scripts=(CHAT, new)) for day in (1, 2, 3)]

    found = cost(POLICY, runs)

    assert (found.decisions, found.at_first, found.level) == ((), 1, Level.EXTRAPOLATED)


def test_new_bytes_of_another_owner_ask_though_they_behave_as_before():
    later = script(sha256="ef" * 32, entity="Newholm")

    asked, _ = between(scripts=(later,), flows=(flow(by=later, data=[DataKind.NAME]),))

    assert asked == [Asked.NEW_BYTES]


@pytest.mark.parametrize(
    "was, now, asks",
    [
        ("unknown", "Acme", []),
        ("Acme", "unknown", []),
        ("Acme", "Newholm", [Asked.NEW_BYTES]),
    ],
)
def test_an_owner_known_by_texts_in_one_build_and_not_in_the_next_is_no_other(was, now, asks):
    def signed(digest, entity):
        owner = Owner(entity=entity, by=NamedBy.HOST if entity == "unknown" else NamedBy.CODE)
        return msgspec.structs.replace(script(sha256=digest * 32), owner=owner)

    runs = [
        run(day, scripts=(by,), flows=(flow(by=by, data=[DataKind.NAME]),))
        for day, by in (("2026-12-01", signed("cd", was)), ("2026-12-02", signed("ef", now)))
    ]

    assert [one.why for one in cost(POLICY, runs).decisions] == asks


def test_bytes_that_were_asked_about_ask_again_when_they_send_to_somebody_new():
    later = script(sha256="ef" * 32)
    calm = {"scripts": (later,), "flows": (flow(by=later, data=[DataKind.NAME]),)}
    more = flow("https://new.test/c", by=later, entity="New")
    runs = [run("2026-12-01"), run("2026-12-02", **calm)]
    runs.append(run("2026-12-03", scripts=(later,), flows=(*calm["flows"], more)))

    found = cost(POLICY, runs)

    assert [(one.why, one.by[:10]) for one in found.decisions] == [
        (Asked.NEW_RECIPIENT, "2026-12-03")
    ]


def test_code_of_the_page_with_a_new_digest_asks_where_its_words_are_others():
    def page(digest, words):
        return msgspec.structs.replace(
            script("", kind=ScriptKind.INLINE, sha256=digest * 32), sketch=words
        )

    old, same = page("11", "aaaaaaaabbbbbbbb"), page("22", "aaaaaaaabbbbbbbb")
    other = page("33", "ccccccccdddddddd")

    quiet = cost(POLICY, [run("2026-12-01", scripts=(old,)), run("2026-12-02", scripts=(same,))])
    loud = cost(POLICY, [run("2026-12-01", scripts=(old,)), run("2026-12-02", scripts=(other,))])

    assert [one.why for one in quiet.decisions] == []
    assert [one.why for one in loud.decisions] == [Asked.NEW_SCRIPT]


def keeping(day, by, *setters, names=("chat_state",)):
    """A run where a script reads keys, the first of them set by these."""
    kept = tuple(
        Storage(
            page="https://www.clinic.test/",
            persona="default",
            kind=StorageKind.LOCAL,
            name=names[0],
            script=setter,
            party=Party.THIRD,
            owner="Acme",
        )
        for setter in setters
    )
    sent = (flow(by=by, data=[DataKind.NAME]),)
    keys = [read(None, by=by, target=ReadTarget.STORAGE, name=name) for name in names]
    new = run(day, scripts=(by,), flows=sent, reads=keys)
    seen = tuple(msgspec.structs.replace(one, storage=kept) for one in new.visits)
    return StoredRun(run=new.run, visits=seen)


@pytest.mark.parametrize("by_others", [False, True])
def test_a_key_that_the_script_alone_keeps_is_no_new_read(by_others):
    later = script(sha256="ef" * 32)
    setters = [later.id, "script:other"] if by_others else [later.id]
    new = keeping("2026-12-02", later, *setters)

    asked = [one.why for one in cost(POLICY, [run("2026-12-01"), new]).decisions]

    assert asked == ([Asked.NEW_BYTES] if by_others else [])


def test_a_key_that_the_script_alone_keeps_asks_nobody_where_no_reading_is_permitted():
    closed = replace(POLICY, rules=POLICY.rules[:1])
    own = keeping("2026-12-02", CHAT, CHAT.id)
    both = keeping("2026-12-03", CHAT, CHAT.id, names=("chat_state", "visit"))

    found = cost(closed, [run("2026-12-01"), own, both])

    assert [(one.why, one.by[:10]) for one in found.decisions] == [(Asked.NEW_READ, "2026-12-03")]


@pytest.mark.parametrize("days", [["2026-12-01"], ["2026-12-01", "2026-12-01"]])
def test_one_point_in_time_is_no_cost(days):
    with pytest.raises(UsageError, match="two runs that ended at different times"):
        cost(POLICY, [run(day) for day in days])


def test_a_run_without_a_time_is_an_error():
    with pytest.raises(UsageError, match="doesn't say when it ended"):
        cost(POLICY, [run("2026-12-01"), run("2026-12-02", finished_at="never")])


def test_a_cost_is_written_and_read_again():
    _, found = between()

    assert msgspec.json.decode(msgspec.json.encode(found))["schema"] == "scriptward.policy-cost/1"
    assert date.fromisoformat(found.runs[0][:10]) == date(2026, 11, 15)


def test_what_one_run_asked_no_later_one_asks_again():
    kinds = (DataKind.EMAIL, DataKind.CONDITION, DataKind.URL_QUERY)
    sent = tuple(flow("https://new.test/a", by=CHAT, data=[kind], entity="New") for kind in kinds)
    days = ("2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04")
    runs = [run(day, flows=(*CALM, *(sent if day > days[0] else ()))) for day in days]

    found = cost(POLICY, runs)

    assert [(one.why, one.by[:10]) for one in found.decisions] == [(Asked.NEW_RECIPIENT, days[1])]


@pytest.mark.parametrize(
    "last, says",
    [
        ("2026-12-01T20:00:00Z", "too short a time to say how many a month"),
        ("2026-12-03T10:00:00Z", "about 0.0 decisions a month, a guess from few days: 0 decisions"),
        ("2026-12-21T10:00:00Z", "0.0 decisions a month: 0 decisions in"),
    ],
)
def test_a_figure_says_what_it_rests_on(last, says):
    found = cost(POLICY, [run("2026-12-01"), run("2026-12-02", finished_at=last)])

    assert says in next(told(found))


def test_a_script_that_was_asked_about_asks_again_when_it_does_something_else():
    x = script("https://x.test/x.js", entity="X")
    later = script("https://x.test/x.js", entity="X", sha256="ef" * 32)
    more = flow("https://new.test/c", by=later, entity="New")
    runs = [run(f"2026-12-0{day}", scripts=(CHAT, x)) for day in (1, 2)]
    runs.append(run("2026-12-03", scripts=(CHAT, later), flows=(*CALM, more)))

    found = cost(POLICY, runs)

    assert [(one.why, one.by[:10]) for one in found.decisions] == [(Asked.NEW_BYTES, "2026-12-03")]
