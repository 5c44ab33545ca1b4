"""A learned policy says what the pages are for: a guard in the page knows their addresses only."""

from dataclasses import replace
from datetime import date

import pytest

from scriptward.policy.amending import amended, chosen, lines
from scriptward.policy.decide import Verdict, decide
from scriptward.policy.language import parsed
from scriptward.policy.learn import learned
from scriptward.policy.question import sending
from scriptward.vocabulary.words import Channel, PageClass
from tests.policy.visits import flow, inline, visit

TODAY = date(2026, 11, 25)
SITE = "https://www.clinic.test"
FORM = PageClass.APPOINTMENT_FORM


def tiles(path, page_class=FORM):
    """A page that shows a map."""
    return visit(
        f"{SITE}{path}",
        page_class=page_class,
        flows=(flow("https://tiles.nook.test/1.png", channel=Channel.IMAGE, entity="Nook"),),
    )


def pages_of(*visits, base=None):
    found = learned(visits, today=TODAY, base=base).policy.pages
    return {page.match: page.page_class for page in found}


@pytest.mark.parametrize("page_class", [FORM, PageClass.UNKNOWN, PageClass.GENERAL_PUBLIC])
def test_what_was_learned_is_permitted_where_only_the_address_is_known(page_class):
    seen = tiles("/book", page_class)
    policy = learned((seen,), today=TODAY).policy

    blind = [replace(q, page_class=PageClass.LOGIN) for q in sending(seen, seen.flows[0])]

    assert [decide(policy, one, today=TODAY).verdict for one in blind] == [Verdict.PERMIT]


def test_numbers_of_records_become_a_star():
    assert pages_of(tiles("/visits/41/edit"), tiles("/visits/42/edit")) == {
        ("/visits/*/edit",): FORM
    }


def test_many_pages_of_one_folder_are_one_pattern_but_never_the_top():
    folder = [tiles(f"/news/{word}") for word in ("a", "b", "c", "d", "e")]
    top = [tiles(f"/{word}") for word in ("a", "b", "c", "d", "e")]

    assert pages_of(*folder) == {("/news/*",): FORM}
    assert pages_of(*top) == {("/a", "/b", "/c", "/d", "/e"): FORM}


def test_an_address_with_two_classes_has_the_more_sensitive_one():
    once, again = tiles("/me", PageClass.GENERAL_PUBLIC), tiles("/me", PageClass.AUTHENTICATED)

    assert pages_of(once, again) == pages_of(again, once) == {("/me",): PageClass.AUTHENTICATED}


def test_an_address_without_a_star_comes_first():
    policy = learned(
        (tiles("/doctors/7", PageClass.PROVIDER_PAGE), tiles("/doctors/new")), today=TODAY
    ).policy

    assert [page.match for page in policy.pages] == [("/doctors/new",), ("/doctors/*",)]


def test_what_the_policy_says_of_a_page_stays():
    base = parsed(
        f"version: 1\nsite: www.clinic.test\npages:\n  book: {{match: ['/book'], class: {FORM}}}\n"
    )

    assert pages_of(tiles("/book", PageClass.UNKNOWN), base=base) == {("/book",): FORM}


def test_a_class_of_which_nothing_speaks_is_not_asked_about():
    base = parsed('version: 1\nsite: www.clinic.test\ndefaults: {"*": forbid}\n')

    assert pages_of(visit(f"{SITE}/about"), base=base) == {}


def test_an_accepted_rule_brings_the_pages_it_is_about():
    found = learned((tiles("/book"), tiles("/about", PageClass.GENERAL_PUBLIC)), today=TODAY)
    every = lines(found)
    rule = next(
        line for line in every if line.id and "send-nook" in line.text and "appoint" in line.text
    )

    policy = amended(found, chosen(every, [rule.id])).policy

    assert FORM in {page.page_class for page in policy.pages}
    page = next(line for line in every if line.section == "pages" and "/book" in line.text)
    assert page.why == ("/book looked like an appointment form",)


def notes_of(*digests):
    loads = (visit(f"{SITE}/", scripts=tuple(inline(two * 32) for two in one)) for one in digests)
    return [note for note in learned(loads, today=TODAY).notes if "anew" in note]


def test_code_that_is_written_anew_for_each_load_is_named():
    (note,) = notes_of(("ab", "11"), ("ab", "22"))

    assert note.startswith("code in / is written anew for each load")


@pytest.mark.parametrize("loads", [(("ab",), ("ab",)), (("ab", "11"),), (("ab", "11"), ("ab",))])
def test_code_that_stays_or_is_there_once_is_not(loads):
    assert notes_of(*loads) == []
