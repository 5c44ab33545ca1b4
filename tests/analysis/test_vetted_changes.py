"""A vetted script against the one that a scan of a site saw, built by hand."""

import msgspec

from scriptward.analysis.behaviour import behaviour_of
from scriptward.analysis.vetted import Static, Vetted, VettedRun, VettedScript
from scriptward.analysis.vetted_changes import earlier, since
from scriptward.analysis.vetted_subject import family, strangers, subject_of
from scriptward.vocabulary.observations import LoadsOf
from scriptward.vocabulary.words import Channel, DataKind
from tests.analysis.runs import run
from tests.analysis.visits import (
    ANALYTICS,
    OWN,
    STRANGER,
    field_read,
    flow,
    leak,
    own_script,
    script,
    visit,
)

URL = "https://cdn.counter.test/v3/tag.js"
OLD = script()
NEW = msgspec.structs.replace(OLD, id="new", url=URL, sha256="cd" * 32)
PAGE = own_script()
OWN_CODE = frozenset({"ef" * 32})


def scanned(**rows):
    return run(visit(scripts=(PAGE, OLD), **rows))


def judged(before, *, flows=(), reads=(), scripts=(NEW,)):
    """What is told of the new script against a scan."""
    page = msgspec.structs.replace(PAGE, sha256="ef" * 32)
    visits = (visit(scripts=(page, *scripts), flows=flows, reads=reads),)
    rows = (page, *scripts)
    subject = subject_of(visits, family(rows, strangers(rows, OWN_CODE)), alone=NEW.sha256)
    found = earlier(before, None, url=URL, file="tag.js")
    assert found is not None
    now = Vetted(
        run=VettedRun(id="r", version="0", browser="Chromium 1", finished_at="", complete=True),
        script=VettedScript(
            given="tag.js",
            url=URL,
            provenance=subject.provenance,
            sha256=NEW.sha256,
            bytes=1,
            module=False,
            ran=True,
        ),
        behaviour=behaviour_of(subject.acts),
        static=Static(),
    )
    return since(found, subject, now), now


def told(against):
    return [(change.severity.value, change.says) for change in against.changes]


def test_the_same_doing_on_other_pages_is_the_same_behaviour():
    before = scanned(flows=(flow(ANALYTICS, script=OLD),), reads=(field_read(OLD, DataKind.EMAIL),))
    read = msgspec.structs.replace(field_read(NEW, DataKind.EMAIL), selector="#other")

    against, _ = judged(before, flows=(flow(ANALYTICS, script=NEW),), reads=(read,))

    assert against.same_behaviour
    assert told(against) == [("low", "other code, which does the same")]
    assert against.script == "cdn.counter.test/…/tag.js"
    assert any("other pages" in note for note in against.notes)


def test_a_field_of_another_kind_is_news_even_where_fields_were_read():
    before = scanned(reads=(field_read(OLD, DataKind.EMAIL),))

    against, _ = judged(before, reads=(field_read(NEW, DataKind.CARD_DATA),))

    assert ("high", "reads a field for card data (card data), new") in told(against)


def test_a_new_recipient_is_high_and_what_it_no_longer_does_here_is_not_told():
    before = scanned(flows=(flow(ANALYTICS, script=OLD),))

    against, _ = judged(before, flows=(flow(STRANGER, leak(DataKind.EMAIL), script=NEW),))

    assert told(against)[0] == ("high", "sends an e-mail address to nobody.test, a new recipient")
    assert not any("no longer" in says for _, says in told(against))


def test_what_nobody_is_named_for_is_the_scripts():
    against, now = judged(scanned(), flows=(flow(STRANGER, leak(DataKind.EMAIL)),))

    assert [send.to for send in now.behaviour.sends] == ["nobody.test"]
    assert not against.same_behaviour


def test_code_that_came_with_the_document_is_loaded_by_it():
    second = script("cdn.second.test", "unknown")

    against, now = judged(
        scanned(), scripts=(NEW, msgspec.structs.replace(second, sha256="12" * 32))
    )

    assert now.behaviour.loads == (LoadsOf(kind="external", address="cdn.second.test/…/tag.js"),)
    assert any("loads external code from cdn.second.test" in says for _, says in told(against))


def test_the_pages_own_form_is_not_the_scripts_doing():
    _, now = judged(scanned(), flows=(flow(OWN, leak(DataKind.EMAIL), channel=Channel.FORM),))

    assert now.behaviour.sends == ()


def test_a_file_is_found_by_its_name_where_one_script_has_it():
    site = script("www.counter.test", "unknown")
    two = run(visit(scripts=(OLD, site)))

    def found(stored, file):
        return earlier(stored, None, url="https://cdn.vetted.test/x.js", file=file) is not None

    assert found(run(visit(scripts=(OLD,))), "tag.js")
    assert not found(run(visit(scripts=(OLD,))), "other.js")
    assert not found(two, "tag.js")
