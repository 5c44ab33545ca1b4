"""What is a break and what is noise, by hand-made rounds of a journey."""

from dataclasses import replace
from datetime import date

import msgspec

from scriptward.lib.pictures import Picture
from scriptward.policy.language import parsed
from scriptward.policy.rehearsing.comparing import (
    MOST_ERRORS,
    differences,
    escaped,
    new_requests,
)
from scriptward.policy.rehearsing.records import Pass, Run, StepDone, Trouble
from scriptward.vocabulary.words import Certainty, Channel, DataKind, Outcome, PageClass
from tests.policy.visits import HOME, flow, script, visit

DAY = date(2026, 11, 30)
POLICY = parsed(
    """version: 1
site: www.clinic.test
defaults: {"*": forbid}
recipients: {acme: {hosts: [api.acme.test], baa: {signed: 2026-01-01, ref: A}}}
scripts:
  - {match: "https://cdn.acme.test/chat.js", owner: acme, approved: {by: web, date: 2026-01-01}}
rules:
  - {id: R1, permit: send, to: acme, data: [name]}
  - {id: R2, permit: send, to: self}
"""
)
SCRUB = """version: 1
site: www.clinic.test
recipients: {acme: {hosts: [api.acme.test]}}
rules:
  - {id: R3, scrub: search_term, to: acme}
"""
GREY, WHITE, BLACK = b"\x80\x80\x80", b"\xff\xff\xff", b"\x00\x00\x00"


def step(line=1, *, reason="", pixels=b""):
    picture = Picture(len(pixels) // 3, 1, pixels) if pixels else None
    return StepDone(line=line, words="click #a", reason=reason, page=HOME, picture=picture)


def trouble(text, *, uncaught=True):
    return Trouble(uncaught=uncaught, text=text, url="", page=HOME)


FINE = (step(),)


def done(*, steps=FINE, troubles=(), flows=(), scripts=(), warm=False):
    seen = visit(page_class=PageClass.APPOINTMENT_FORM, flows=flows, scripts=scripts)
    return Pass(warm=warm, steps=tuple(steps), troubles=tuple(troubles), visits=(seen,))


def told(bare, *tried):
    found = differences(POLICY, Run(passes=tuple(bare)), Run(passes=tried), today=DAY)
    return [(one.kind.value, one.says) for one in found]


def test_a_step_that_fails_under_the_policy_alone_is_a_break_once_for_all_rounds():
    failed = step(reason="not possible within 10 s")

    found = told([done(), done()], done(steps=[failed]), done(steps=[failed], warm=True))

    assert found == [("step", "line 1 of the journey, click #a: not possible within 10 s")]


def test_a_step_that_fails_without_it_too_is_none():
    failed = step(reason="not possible within 10 s")

    assert told([done(steps=[failed])], done(steps=[failed])) == []


def test_a_break_of_the_warm_round_alone_says_so():
    bare, tried = (
        Run(passes=(done(),)),
        Run(passes=(done(), done(steps=[step(reason="gone")], warm=True))),
    )

    (found,) = differences(POLICY, bare, tried, today=DAY)

    assert found.warm


def test_an_error_that_was_there_before_is_none_whatever_its_numbers():
    before = done(troubles=[trouble("slot 17 is taken")])

    assert told([before], done(troubles=[trouble("slot 23 is taken")])) == []
    assert told([before], done(troubles=[trouble("no slots")])) == [
        ("page_error", "nobody catches 'no slots'")
    ]


def test_a_flood_of_errors_is_cut_and_one_that_repeats_is_one():
    flood = [trouble(f"error {'x' * number}") for number in range(200)]

    assert len(told([done()], done(troubles=flood))) == MOST_ERRORS
    assert len(told([done()], done(troubles=[trouble("gone")] * 9))) == 1


def test_what_the_browser_says_of_what_it_blocked_is_no_break_by_itself():
    said = (
        "The script 'https://t.test/t.js' violates the following Content Security Policy directive",
        "Failed to load resource: net::ERR_UNSAFE_PORT",
        "Fetch API cannot load https://t.test/. Refused to connect because it violates",
    )
    troubles = [trouble(text, uncaught=False) for text in said]

    assert told([done()], done(troubles=troubles)) == []


def test_a_value_lost_with_a_kind_that_is_not_permitted_is_a_break_and_that_kind_is_none():
    chat = script()
    sent = flow(data=(DataKind.NAME, DataKind.PHONE), by=chat)

    found = told([done(flows=[sent], scripts=[chat])], done(scripts=[chat]))

    assert found == [
        ("value", "name does not reach acme (api.acme.test) any more, who may have it")
    ]


def test_a_permitted_request_that_never_went_out_is_a_break_and_a_forbidden_one_is_none():
    chat = script()
    permitted, forbidden = flow(by=chat), flow("https://t.track.test/p", entity="Track", by=chat)

    found = told([done(flows=[permitted, forbidden], scripts=[chat])], done(scripts=[chat]))

    assert found == [
        ("request", "a permitted fetch request to api.acme.test/collect never went out")
    ]


def test_a_permitted_script_that_is_answered_and_runs_no_code_is_a_break():
    chat = script()
    asked = flow(chat.url, channel=Channel.SCRIPT)
    ran, came = done(flows=[asked], scripts=[chat]), done(flows=[asked])

    assert told([ran, ran], came) == [
        ("request", "a permitted script from cdn.acme.test/chat.js was answered and did not run")
    ]
    assert told([ran, ran], ran) == []


def test_an_answer_that_no_code_came_of_without_a_policy_either_is_none():
    chat = script()
    asked = flow(chat.url, channel=Channel.SCRIPT)
    ran, came = done(flows=[asked], scripts=[chat]), done(flows=[asked])

    assert told([ran, came], came) == []
    assert told([came, came], came) == []


def test_a_request_that_comes_and_goes_without_a_policy_is_none():
    sent = done(flows=[flow("https://www.clinic.test/api")])

    assert told([sent, done()], done()) == []


def test_a_window_that_looks_otherwise_is_a_break_but_not_where_it_moves_by_itself():
    still = done(steps=[step(pixels=WHITE * 9 + GREY)])
    moved = done(steps=[step(pixels=WHITE * 9 + BLACK)])

    assert told([still, moved], done(steps=[step(pixels=WHITE * 10)])) == []
    assert told([still, still], done(steps=[step(pixels=WHITE * 10)])) == [
        ("pixels", "10.0% of the window looks otherwise after line 1 of the journey, click #a")
    ]


def test_a_forbidden_request_that_got_out_is_told_and_a_blocked_or_permitted_one_is_not():
    out = flow("https://t.track.test/p", entity="Track")
    stopped = msgspec.structs.replace(out, outcome=Outcome.BLOCKED)
    permitted = flow(data=(DataKind.NAME,))

    assert [f for _, f in escaped(POLICY, Run(passes=(done(flows=[out]),)), today=DAY)] == [out]
    assert not list(escaped(POLICY, Run(passes=(done(flows=[stopped, permitted]),)), today=DAY))


def test_a_value_that_was_to_be_taken_out_and_got_out_is_told_and_a_guessed_one_is_not():
    rules = (*POLICY.rules, *parsed(SCRUB).rules)
    policy = replace(POLICY, rules=rules)
    out = flow(data=[DataKind.SEARCH_TERM, DataKind.NAME])
    guessed = msgspec.structs.replace(out.data[0], certainty=Certainty.INFERRED)
    clean = msgspec.structs.replace(out, data=(guessed, out.data[1]))

    assert [f for _, f in escaped(policy, Run(passes=(done(flows=[out]),)), today=DAY)] == [out]
    assert not list(escaped(policy, Run(passes=(done(flows=[clean]),)), today=DAY))


def test_what_was_asked_for_only_under_the_policy_is_tried_instead():
    before = done(flows=[flow()])
    beacon = flow("https://api.acme.test/later")
    tried = replace(before, visits=(visit(flows=[flow(), beacon]),))

    found = list(new_requests(Run(passes=(before,)), Run(passes=(tried,))))

    assert [f for _, f in found] == [beacon]
