"""Where only the page's own words would be refused, the rest goes on without them."""

from datetime import date

import msgspec
import pytest

from scriptward.policy.amending import lines
from scriptward.policy.check import checked
from scriptward.policy.decide import Verdict, decide
from scriptward.policy.language import parsed, printed
from scriptward.policy.learn import learned
from scriptward.policy.proposal import proposed
from scriptward.policy.question import sending
from scriptward.vocabulary.words import (
    Attribution,
    Channel,
    DataKind,
    Encoding,
    PageClass,
    ScriptKind,
    Where,
)
from tests.policy.visits import flow, leak, script, visit

TODAY = date(2026, 11, 25)
BOOK = "https://www.clinic.test/book?with=[…]"
FIND = "https://www.clinic.test/find?q=[search_term]"
CHAT = script()
FRAME = "https://frame.acme.test/chat?from=[…]"
BASE = """\
version: 1
site: www.clinic.test
defaults: {"*": forbid}
recipients:
  acme:
    hosts: [frame.acme.test, api.acme.test]
    baa: {signed: 2026-01-01, data: [free_text]}
"""


def part(kind=DataKind.URL_QUERY, *, where=Where.URL_QUERY, path="query.from", encoding=()):
    return msgspec.structs.replace(leak(kind, where=where), path=path, encoding=encoding)


def sent(*parts, url=FRAME, by=CHAT, channel=Channel.FRAME, page=BOOK, unread=""):
    made = flow(url, by=by, channel=channel, page=page)
    return msgspec.structs.replace(made, data=parts, not_fully_read=unread)


def run(*flows, url=BOOK, page_class=PageClass.APPOINTMENT_FORM, scripts=(CHAT,)):
    return visit(url, page_class=page_class, scripts=scripts, flows=flows)


def learn(*runs, base=None):
    return learned(runs, today=TODAY, base=parsed(base) if base else None)


def scrubs(proposal):
    every = (rule for rule in proposal.policy.rules if rule.effect == "scrub")
    return [(rule.kinds, rule.to.names, rule.pages, rule.via) for rule in every]


def verdict(policy, there):
    asked = [question for one in there.flows for question in sending(there, one)]
    return [decide(policy, one, today=TODAY).verdict for one in asked]


def test_a_frame_goes_on_without_the_query_of_the_page():
    seen = run(sent(part(), part(DataKind.URL_PATH)))

    proposal = learn(seen)

    assert scrubs(proposal) == [(("url_query",), ("acme",), ("appointment_form",), ("frame",))]
    assert proposal.refused == ()
    assert verdict(proposal.policy, seen) == [Verdict.PERMIT, Verdict.SCRUB]


def test_it_is_said_that_and_why_something_is_taken_out():
    proposal = learn(run(sent(part())))

    assert "scrub: url_query, to: acme" in printed(proposal.policy)
    assert 'why: "no agreement with it is on file"' in printed(proposal.policy)
    (note,) = proposal.notes
    assert note == (
        "what goes to `acme` from an appointment form goes on without the page's query instead of "
        "being refused: no agreement with it is on file, and the guard takes it out"
    )


def test_a_person_may_take_the_line_or_leave_it():
    base = parsed(BASE)
    proposal = learn(run(sent(part())), base=BASE)

    line = next(one for one in lines(proposal, base) if "scrub" in one.text)

    assert line.permits == (
        "The page's query: taken out of what is sent to acme by frame, on an appointment form; the "
        "rest may go."
    )
    (why,) = line.why
    assert why == (
        "https://cdn.acme.test/chat.js sends the page's query to frame.acme.test on an "
        "appointment form"
    )


def test_an_agreement_need_not_name_what_needs_none():
    proposal = learn(run(sent(part(), part(DataKind.URL_PATH))), base=BASE)

    assert scrubs(proposal) == [(("url_query",), ("acme",), ("appointment_form",), ("frame",))]
    assert proposal.refused == ()


def test_a_search_in_the_pages_address_is_taken_out():
    found = part(DataKind.SEARCH_TERM, encoding=(Encoding.PERCENT,))
    seen = run(sent(found, part(), page=FIND), url=FIND, page_class=PageClass.PROVIDER_SEARCH)

    proposal = learn(seen)

    assert scrubs(proposal) == [
        (("search_term", "url_query"), ("acme",), ("provider_search",), ("frame",))
    ]
    assert verdict(proposal.policy, seen) == [Verdict.PERMIT, Verdict.SCRUB]


@pytest.mark.parametrize(
    "kind", [DataKind.SEARCH_TERM, DataKind.FREE_TEXT, DataKind.ZIP, DataKind.APPOINTMENT]
)
def test_what_was_typed_is_refused_outright(kind):
    proposal = learn(run(sent(part(), part(kind))))

    assert scrubs(proposal) == []
    assert [one.data for one in proposal.refused] == [tuple(sorted([kind, DataKind.URL_QUERY]))]


def test_card_data_beside_the_query_is_refused_outright():
    proposal = learn(run(sent(part(), part(DataKind.CARD_DATA))))

    assert scrubs(proposal) == []
    assert verdict(proposal.policy, run(sent(part(), part(DataKind.CARD_DATA))))[1] == (
        Verdict.FORBID
    )


@pytest.mark.parametrize(
    "other",
    [
        sent(part(encoding=(Encoding.BASE64,))),
        sent(part(encoding=(Encoding.PERCENT, Encoding.BASE64))),
        sent(part(encoding=(Encoding.GZIP,), where=Where.BODY), channel=Channel.FETCH),
        sent(part(where=Where.COOKIE)),
        sent(part(where=Where.HEADER, path="header.X-Page"), channel=Channel.FETCH),
        sent(part(), channel=Channel.CSS),
        sent(part(), channel=Channel.FORM),
        sent(part(), by=None),
        sent(part(), unread="too long"),
        sent(part(), by=script("https://cdn.acme.test/w.js", kind=ScriptKind.WORKER)),
    ],
    ids=[
        "base64", "nested", "gzip", "cookie", "header", "css", "form", "markup", "unread", "worker"
    ],
)  # fmt: skip
def test_what_nobody_takes_out_is_refused_outright(other):
    by = script("https://cdn.acme.test/w.js", kind=ScriptKind.WORKER)

    proposal = learn(run(other, scripts=(CHAT, by)))

    assert scrubs(proposal) == []
    assert [one.data for one in proposal.refused] == [(DataKind.URL_QUERY,)]


def test_one_way_that_carries_more_is_refused_whole():
    good = sent(part(), url="https://api.acme.test/c", channel=Channel.FETCH)
    bad = sent(part(), part(DataKind.EMAIL), url="https://api.acme.test/d", channel=Channel.FETCH)

    there, back = learn(run(good, bad, sent(part()))), learn(run(sent(part()), bad, good))

    assert scrubs(there) == [(("url_query",), ("acme",), ("appointment_form",), ("frame",))]
    assert printed(there.policy) == printed(back.policy)
    assert len(there.refused) == 2
    assert verdict(there.policy, run(good, bad)) == [Verdict.FORBID, Verdict.FORBID]


def test_the_referer_is_cut_by_the_policys_own_header():
    tag = sent(part(where=Where.HEADER, path="header.referer"), by=None, channel=Channel.CSS)
    tag = msgspec.structs.replace(tag, attribution=Attribution.CERTAIN)

    proposal = learn(run(tag))

    assert scrubs(proposal) == [(("url_query",), ("acme",), ("appointment_form",), ("style",))]


def test_on_a_page_that_is_only_watched_the_forbid_stays():
    found = part(DataKind.SEARCH_TERM)
    home = "https://www.clinic.test/?q=[search_term]"
    seen = run(sent(found, page=home), url=home, page_class=PageClass.GENERAL_PUBLIC)

    proposal = learn(seen)

    assert scrubs(proposal) == []
    assert verdict(proposal.policy, seen)[1] is Verdict.FORBID


def test_elsewhere_and_to_others_it_stays_forbidden():
    proposal = learn(run(sent(part())))

    other = run(sent(part(), url="https://frame.ads.test/x"))
    elsewhere = run(sent(part()), url="https://www.clinic.test/sign-in?next=[…]")
    portal = msgspec.structs.replace(
        elsewhere, page=msgspec.structs.replace(elsewhere.page, page_class=PageClass.AUTHENTICATED)
    )

    assert verdict(proposal.policy, other)[1] is Verdict.FORBID
    assert verdict(proposal.policy, portal)[1] is Verdict.FORBID
    forbids = [rule for rule in proposal.policy.rules if rule.effect == "forbid"]
    assert [rule.id for rule in forbids] == [
        "no-agreement",
        "no-agreement-page",
        "no-agreement-page-elsewhere",
        "no-agreement-portal",
    ]
    assert forbids[2].data == (DataKind.URL_QUERY,)
    assert "appointment_form" not in forbids[2].pages


def test_the_same_run_has_nothing_new_and_learning_again_adds_nothing():
    seen = run(sent(part(), part(DataKind.URL_PATH)))
    first = proposed([seen], today=TODAY)

    again = learned([seen], today=TODAY, base=first.policy)

    assert checked(first.policy, [seen], today=TODAY) == ()
    assert printed(again.policy) == printed(first.policy)
