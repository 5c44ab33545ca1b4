"""Rows of what is kept: by whom, what for, how long; names without what varies."""

import pytest

from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.lib.cookie_life import days_left
from scriptward.vocabulary.capture import Frame, RawKept, Value
from scriptward.vocabulary.words import Party, StorageKind
from tests.analysis.captures import CALLER, PAGE, TAG, at, capture, sending

NOW = 1_800_000_000.0


def rows(*kept, headers=(), url="https://in.tracker.test/collect", values=(), **rest):
    sent = sending(url, response_headers=tuple(("Set-Cookie", each) for each in headers))
    seen = capture(sent, kept=kept, values=values, **rest)
    [visit] = observed(seen, approvals=Approvals())
    return visit.storage


def kept(name, *stack, kind=StorageKind.COOKIE, **rest):
    return RawKept(page=PAGE.key, kind=kind, name=name, stack=stack or (at(TAG),), **rest)


def test_a_script_that_sets_a_cookie_is_named_with_what_the_cookie_is_for():
    [row] = rows(kept("_ga_AB12CD34", days=400.0, count=3))

    assert row.script is not None
    assert (row.party, row.header, row.name, row.count) == (Party.THIRD, None, "_ga_…", 3)
    assert (row.purpose, row.known_as, row.lifetime_days) == ("analytics", "Google Analytics", 400)


def test_the_same_name_set_by_two_scripts_is_two_rows():
    found = rows(kept("plan"), kept("plan", at(CALLER)))

    assert {row.party for row in found} == {Party.FIRST, Party.THIRD}


def test_names_that_differ_from_visitor_to_visitor_are_one():
    [row] = rows(kept("_hjSession_12345"), kept("_hjSession_67890"))

    assert (row.name, row.count) == ("_hjSession_…", 2)


def test_a_setter_that_a_script_put_before_the_browsers_passes_it_on():
    passing = Frame(url=CALLER.url, script=CALLER.key, function="set cookie")

    [row] = rows(kept("plan", passing, at(TAG)))

    assert row.party is Party.THIRD


def test_a_cookie_that_an_answer_sets_is_its_hosts():
    [row] = rows(
        headers=("IDE=AHWq; Domain=.doubleclick.net; Max-Age=31536000; Secure",),
        url="https://ad.doubleclick.net/x",
    )

    assert (row.script, row.header) == (None, "ad.doubleclick.net")
    assert (row.owner, row.purpose, row.lifetime_days) == (
        "Google (Alphabet)",
        "marketing",
        365,
    )


def test_a_cookie_that_is_taken_away_is_none():
    assert rows(headers=("a=; Max-Age=0", "b=; expires=Thu, 01 Jan 1970 00:00:00 GMT")) == ()


def test_no_value_is_in_a_row_and_a_typed_one_not_in_a_name():
    email = Value(name="email", text="rowan.q7@patient.test")

    found = rows(
        kept("user:rowan.q7@patient.test", kind=StorageKind.LOCAL),
        headers=("seen=rowan.q7@patient.test",),
        values=(email,),
    )

    assert len(found) == 2
    assert "rowan" not in repr(found)


def test_a_flood_of_names_has_an_end():
    words = [a + b + c for a in "abcdefghijk" for b in "abcdefghijk" for c in "abcdefghijk"]

    assert len(rows(*(kept(word) for word in words))) == 1_000


@pytest.mark.parametrize(
    "attributes,days",
    [
        ("Path=/; Max-Age=86400", 1.0),
        ("max-age=3600; expires=Fri, 01 Jan 2100 00:00:00 GMT", 1 / 24),
        ("at=1800086400000", 1.0),
        ("expires=fri, 01 jan 2100 00:00:00 gmt", 400),
        ("Path=/; Secure", None),
        ("max-age=soon; expires=never; at=then", None),
        ("max-age=" + "9" * 100_000, None),
        ("at=nan", None),
    ],
)
def test_how_long_a_cookie_lives(attributes, days):
    assert days_left(attributes, NOW) == days
