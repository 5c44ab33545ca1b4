import datetime as dt

import pytest

from scriptward.analysis import detectors
from scriptward.analysis.detector import Detector
from scriptward.knowledge.rule import Effective, Judge, packs, read_pack
from scriptward.lib.found import found
from scriptward.vocabulary.errors import InputError
from scriptward.vocabulary.words import PageClass

GOOD = """id = "own"
standard = "own"
title = "Own rules"
authority = "Us"
dated = 2026-11-24
about = "Ours."

[[rule]]
id = "OW-01"
title = "First"
clause = "1"
control = "Something holds."
evidence = "Something."
limits = "Nothing more."
source = {name = "Us", dates = [2026-01-01]}
judged_by = "flows"
applies_when = {page_class = ["login"]}
conclusion = "needs review: {recipients}"
"""


def test_a_pack_is_read():
    (rule,) = read_pack(GOOD, path="own.toml").rules

    assert (rule.id, rule.judged_by, rule.applies_when.page_class) == (
        "OW-01",
        Judge.FLOWS,
        (PageClass.LOGIN,),
    )


@pytest.mark.parametrize(
    "old,new,says",
    [
        ('"login"', '"logon"', "own.toml:17: Invalid enum value 'logon'"),
        ("clause =", "clauses =", "own.toml:11: Object contains unknown field `clauses`"),
        ('clause = "1"\n', "", "own.toml:8: Object missing required field `clause`"),
        ("[2026-01-01]", "[]", "own.toml:8: OW-01 has no date of its source"),
        ("{recipients}", "{names}", "own.toml:8: OW-01 speaks of {names}, which is not known"),
        ("dated = 2026-11-24", 'dated = "soon"', "own.toml:5: Expected `date`, got `str`"),
        ("about =", "about ", "own.toml:6:8: Expected '=' after a key in a key/value pair"),
    ],
)
def test_what_is_wrong_in_a_pack_is_said_with_its_line(old, new, says):
    with pytest.raises(InputError) as error:
        read_pack(GOOD.replace(old, new), path="own.toml")

    assert str(error.value) == says


def test_a_rule_holds_between_its_days():
    effective = Effective(since=dt.date(2024, 6, 20), to=dt.date(2026, 1, 1))

    assert [
        effective.on(dt.date(2024, 6, 19)),
        effective.on(dt.date(2024, 6, 20)),
        effective.on(dt.date(2026, 1, 2)),
    ] == [False, True, False]


def test_every_control_a_detector_names_is_a_rule_of_a_pack():
    rules = {rule.id for pack in packs().values() for rule in pack.rules}
    named = {id_ for unit in found(detectors, Detector).values() for id_ in unit.controls}

    assert named - rules == set()


def test_no_rule_id_stands_in_two_packs():
    ids = [rule.id for pack in packs().values() for rule in pack.rules]

    assert sorted(ids) == sorted(set(ids))
