"""The patterns of a text are the same whenever they are asked for."""

from scriptward.analysis.leaks.lexicon import Entries, Pattern
from scriptward.analysis.leaks.rules import Rule
from scriptward.vocabulary.words import Encoding

SHARED = [Pattern(value, b"Rose", Rule.NAME) for value in range(3)]
OWN = [Pattern(value, b"%d@t.test" % value, Rule.EMAIL) for value in range(2_000)]
OTHER = Pattern(5, b"ROSE", Rule.WORD, (Encoding.HEX,))


def test_forms_that_differ_in_case_only_are_of_one_text():
    entries = Entries([*SHARED, OWN[0], OTHER], [])

    assert list(entries.texts) == [b"rose", b"0@t.test"]
    assert entries.patterns(0) == (*SHARED, OTHER)
    assert entries.patterns(1) == (OWN[0],)


def test_a_text_may_be_a_form_and_a_key():
    entries = Entries(SHARED, [(b"rose", b"7", 9), (b"zip", b"12345", 4)])

    keyed = [entries.keyed(index) for index in range(len(entries))]

    assert list(entries.texts) == [b"rose", b"zip"]
    assert [each.values for each in keyed if each] == [{b"7": {9: None}}, {b"12345": {4: None}}]
    assert entries.patterns(1) == ()


def test_few_are_kept_and_all_are_right():
    entries = Entries(OWN, [])

    asked = [entries.patterns(index) for _ in range(2) for index in range(len(OWN))]

    assert asked == [(pattern,) for pattern in OWN] * 2
    assert len(entries._made) <= 500
