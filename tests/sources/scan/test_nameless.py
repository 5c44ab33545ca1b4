"""Places in texts that a page made up cost no more than their budget."""

import time

from scriptward.sources.scan.nameless import Nameless
from scriptward.sources.scan.protocol import ScriptParsed
from scriptward.sources.scan.scripts import Parsed
from scriptward.sources.scan.targets import Target
from scriptward.vocabulary.sensor import Caller

PAGE = Target(session="S", id="T", type="page", url="https://clinic.test/")
READS = "void 0\nfield.value"


def known(sources):
    nameless = Nameless(sources)
    for digest in sources:
        event = ScriptParsed(script_id="3", url="", hash=digest)
        nameless.add("p1", Parsed(key=digest, page="p1", target=PAGE, event=event))
    return nameless


def found(nameless, line, column, page="p1"):
    one = nameless.at(page, Caller(u="", l=line, c=column))
    return one.key if one else None


def test_the_only_text_with_a_member_there_is_it():
    nameless = known({"a": READS, "b": "void 0\nfields();"})

    assert found(nameless, 2, 7) == "a"
    assert found(nameless, 2, 5) is None
    assert found(nameless, 3, 1) is None
    assert found(nameless, 2, 7, page="p2") is None


def test_of_two_texts_that_fit_neither_is_it():
    assert found(known({"a": READS, "b": READS + ";"}), 2, 7) is None


def test_a_flood_of_places_in_long_texts_ends():
    nameless = known({str(n): "a.b\n" * 100_000 for n in range(50)} | {"short": READS})
    begun = time.monotonic()

    for line in range(2, 3_000):
        found(nameless, line, 3)

    assert time.monotonic() - begun < 30
    assert found(nameless, 3_001, 3) is None


def test_where_there_are_too_many_texts_nothing_is_told():
    assert found(known({str(n): f"{READS}{n}" for n in range(400)} | {"x": READS}), 2, 7) is None
