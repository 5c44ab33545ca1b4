"""What a script does, as a profile that is the same for every build that does it."""

import msgspec
import pytest

from scriptward.analysis.behaviour import profiled
from scriptward.analysis.behaviour_provenance import provenances
from scriptward.vocabulary.observations import LoadsOf, ReadsOf, SendsOf
from scriptward.vocabulary.words import (
    Attribution,
    Certainty,
    Channel,
    DataKind,
    ReadTarget,
    ScriptKind,
    Where,
)
from tests.analysis.visits import ANALYTICS, OWN, STRANGER, field_read, flow, leak, script, visit

TAG = script()


def behaviour(**rows):
    one = visit(scripts=rows.pop("scripts", (TAG,)), **rows)
    return profiled((TAG,), (one,))[0].behaviour


def test_reads_are_named_by_selector_or_key():
    read = field_read(TAG, DataKind.SSN)
    name = "_ga_ABC123DEF4"
    key = msgspec.structs.replace(
        read, target=ReadTarget.STORAGE, kind=None, selector="", name=name
    )

    seen = behaviour(reads=(read, key))

    assert seen.reads == (
        ReadsOf(target=ReadTarget.FIELD, kind=DataKind.SSN, name="#field"),
        ReadsOf(target=ReadTarget.STORAGE, kind=None, name="_ga_…"),
    )


def test_sends_say_to_whom_by_what_and_which_data():
    flows = (
        flow(STRANGER, leak(DataKind.EMAIL), script=TAG),
        flow(STRANGER, leak(DataKind.NAME), script=TAG, id="second"),
        flow(OWN, script=TAG, channel=Channel.XHR),
    )

    assert behaviour(flows=flows).sends == (
        SendsOf(to="first party", channel=Channel.XHR, data=()),
        SendsOf(to="nobody.test", channel=Channel.FETCH, data=(DataKind.EMAIL, DataKind.NAME)),
    )


def test_a_hint_is_no_data():
    hint = leak(DataKind.EMAIL, certainty=Certainty.HINT)

    assert behaviour(flows=(flow(STRANGER, hint, script=TAG),)).sends[0].data == ()


def test_what_may_be_another_scripts_is_left_out():
    doubtful = msgspec.structs.replace(
        flow(STRANGER, script=TAG), attribution=Attribution.UNCERTAIN
    )

    assert behaviour(flows=(doubtful,)).sends == ()


def test_asking_for_a_file_is_no_send_unless_data_goes_along():
    referer = leak(DataKind.URL_PATH, where=Where.HEADER, path="header.referer")
    quiet = flow(STRANGER, referer, script=TAG, channel=Channel.CSS)
    telling = flow(STRANGER, leak(DataKind.EMAIL), script=TAG, channel=Channel.SCRIPT)

    assert behaviour(flows=(quiet,)).sends == ()
    assert behaviour(flows=(telling,)).sends[0].data == (DataKind.EMAIL,)


def test_loads_and_children_are_what_it_brought_in():
    child = script("cdn.other.test", url="https://cdn.other.test/v1.2.3/lib.js?x=1")
    made = script("none", url=None, kind=ScriptKind.EVAL)
    children = tuple(msgspec.structs.replace(s, loaded_by=TAG.id) for s in (child, made))
    frame = flow(STRANGER, script=TAG, channel=Channel.FRAME, url="https://c.nobody.test/f/12345")

    seen = behaviour(scripts=(TAG, *children), flows=(frame,))

    assert seen.loads == (
        LoadsOf(kind="external", address="cdn.other.test/…/lib.js"),
        LoadsOf(kind="frame", address="c.nobody.test/f/…"),
    )
    assert seen.children == (ScriptKind.EVAL, ScriptKind.EXTERNAL)
    assert seen.code_from_strings


def test_the_hash_is_of_what_it_does_and_of_nothing_else():
    flows = (
        flow(ANALYTICS, leak(DataKind.EMAIL), script=TAG),
        flow(ANALYTICS, leak(DataKind.NAME), script=TAG, id="second"),
    )
    again = tuple(msgspec.structs.replace(one, count=7, id=f"{one.id}-7") for one in flows[::-1])

    seen, same = behaviour(flows=flows), behaviour(flows=again)

    assert seen.hash == same.hash
    assert len(seen.hash) == 64
    assert seen.hash != behaviour(flows=flows[:1]).hash


@pytest.mark.parametrize(
    "url",
    [
        "https://cdn.counter.test/v2/tag.js?id=[…]",
        "https://cdn.counter.test/v3/tag.js",
    ],
)
def test_a_version_makes_no_new_script(url):
    assert provenances((script(url=url, id="a"),)) == {"a": "cdn.counter.test/…/tag.js"}


def test_code_without_an_address_is_known_by_loader_and_words():
    loader = script(id="loader")
    made = script(url=None, id="made", kind=ScriptKind.EVAL, sketch="0011223344556677")
    mine = msgspec.structs.replace(made, loaded_by="loader", sha256="cd" * 32)

    names = provenances((loader, mine))

    assert names["made"] == "eval code of cdn.counter.test/…/tag.js (0011223344556677)"


def test_scripts_that_load_one_another_have_a_provenance():
    one = msgspec.structs.replace(script(url=None, id="a"), loaded_by="b")
    other = msgspec.structs.replace(script(url=None, id="b"), loaded_by="a")

    assert set(provenances((one, other))) == {"a", "b"}
