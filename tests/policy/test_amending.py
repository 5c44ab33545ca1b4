"""What a learned policy adds, line by line."""

from datetime import date

import pytest

from scriptward.policy.amending import amended, chosen, lines
from scriptward.policy.check import checked
from scriptward.policy.language import parsed, printed
from scriptward.policy.language.printer import extended
from scriptward.policy.learn import learned
from scriptward.policy.learning.sighting import Sighting
from scriptward.policy.proposal import proposed
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.words import DataKind, PageClass
from tests.policy.test_learn import APP, BOOK, CHAT, clean_run
from tests.policy.visits import flow, script, visit

TODAY = date(2026, 11, 25)
PLACE = "an appointment form"
NEW = script("https://cdn.mapco.test/maps.js", entity="Mapco")


def changed_run():
    """The clinic after its chat sends titles too, and a map was added."""
    home, book = clean_run()
    more = visit(
        BOOK,
        page_class=PageClass.APPOINTMENT_FORM,
        scripts=(APP, CHAT, NEW),
        flows=(
            flow("https://s1.acme.test/c", by=CHAT, data=[DataKind.URL_PATH, DataKind.PAGE_TITLE]),
            flow("https://tiles.mapco.test/1", by=NEW, entity="Mapco"),
        ),
    )
    return (home, book, more)


@pytest.fixture(scope="module")
def base():
    return proposed(clean_run(), today=TODAY).policy


@pytest.fixture(scope="module")
def again(base):
    return learned(changed_run(), today=TODAY, base=base)


def test_only_what_is_new_is_proposed_each_with_what_was_observed(base, again):
    recipient, code, title, send = lines(again, base)
    assert (recipient.section, recipient.text, recipient.why) == (
        "recipients",
        "mapco: {hosts: [tiles.mapco.test], entity: Mapco}",
        (f"{NEW.url} sends requests to tiles.mapco.test on {PLACE}",),
    )
    assert (code.section, code.text.partition(", approved")[0], code.why) == (
        "scripts",
        f'{{match: "{NEW.url}", owner: mapco',
        (f"cdn.mapco.test/maps.js ran on {PLACE}",),
    )
    assert "id: send-acme-3, permit: send, to: acme, pages: [appointment_form]" in title.text
    assert "data: [page_title]" in title.text
    assert title.why == (f"{CHAT.url} sends the page's title to s1.acme.test on {PLACE}",)
    assert send.needs == code.needs == (recipient.id,)


def test_each_line_says_what_it_would_let_happen_and_what_is_behind_it(base):
    found = learned(changed_run(), today=TODAY, base=base, runs=["monday", "monday", "tuesday"])

    recipient, code, title, _ = lines(found, base)

    assert recipient.permits == (
        "Takes tiles.mapco.test as “mapco”, with no agreement on file. Permits nothing by itself."
    )
    assert code.permits == f"Lets whatever is served at {NEW.url} run on every page, as mapco’s."
    assert title.permits == (
        "Lets any script send the page's title to acme by connect, on an appointment form."
    )
    assert title.seen == (
        Sighting(
            says=f"{CHAT.url} sends the page's title to s1.acme.test on {PLACE}",
            page=BOOK,
            page_class=PageClass.APPOINTMENT_FORM,
            script=CHAT.url or "",
            recipient="s1.acme.test",
            data=(DataKind.PAGE_TITLE,),
            runs=("tuesday",),
        ),
    )


def test_a_reason_is_put_to_approvals_and_permits_and_ids_stay(base, again):
    every = chosen(lines(again, base), None)

    policy = amended(again, every, base, why="the map of our clinics").policy

    fresh = policy.scripts[len(base.scripts) :]
    assert [one.approved and one.approved.why for one in fresh] == ["the map of our clinics"]
    assert {one.why for one in policy.rules[len(base.rules) :]} == {"the map of our clinics"}
    assert policy.rules[: len(base.rules)] == base.rules


def test_all_lines_accepted_are_the_learned_policy(base, again):
    assert amended(again, chosen(lines(again, base), None), base).policy == again.policy
    assert checked(again.policy, changed_run(), today=TODAY) == ()


def test_none_accepted_is_the_base(base, again):
    assert amended(again, chosen(lines(again, base), []), base).policy == base


def test_a_line_left_out_is_told_by_a_check(base, again):
    rest = [line.id for line in lines(again, base) if line.section != "scripts"]

    policy = amended(again, chosen(lines(again, base), rest), base).policy

    assert [one.script for one in checked(policy, changed_run(), today=TODAY)] == [NEW.id]


def test_an_accepted_line_brings_whom_it_names():
    found = learned(clean_run(), today=TODAY)
    every = lines(found)
    rule = next(line for line in every if line.text.startswith("{id: send-acme,"))

    taken = chosen(every, [rule.id])
    policy = amended(found, taken).policy

    assert [line.section for line in taken if line.accepted] == ["pages", "recipients", "rules"]
    assert [one.name for one in policy.recipients] == ["acme"]
    assert parsed(printed(policy)) == policy


def test_an_id_nobody_proposed_is_an_error(base, again):
    with pytest.raises(UsageError, match="no proposed line is line-0"):
        chosen(lines(again, base), ["line-0"])


def test_comments_and_order_stay(base, again):
    text = printed(base).replace("rules:\n", "rules:   # asked in May\n")
    title = next(line for line in lines(again, base) if "page_title" in line.text)

    policy = amended(again, chosen(lines(again, base), [title.id]), base).policy
    written = extended(text, policy)

    assert parsed(written) == policy
    lost = set(text.splitlines()) - set(written.splitlines())
    added = [line for line in written.splitlines() if line not in text.splitlines()]
    assert (lost, len(added)) == (set(), 1)


def test_ids_are_the_same_for_the_same_line(base, again):
    more = learned(changed_run()[::-1], today=date(2027, 1, 1), base=base, by="web-team")

    assert [one.id for one in lines(more, base)] == [one.id for one in lines(again, base)]
