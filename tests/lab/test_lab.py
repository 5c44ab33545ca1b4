"""Real wrappers, real SDKs and made-up senders on two pages: nobody takes another one's name."""

from collections import Counter

import pytest

from scriptward.analysis.attribution import account
from scriptward.analysis.callers import reader
from scriptward.app.scanning import capture
from tests.lab.pages import MADE, shuffled
from tests.lab.parts import SDKS, WRAPPERS, parts
from tests.lab.site import Lab
from tests.lab.truth import (
    Names,
    Verdict,
    asked_by,
    batch_verdict,
    case_of,
    instigator_verdict,
    reader_of,
    sender_verdict,
)
from tests.vendors.server import served_by

PAGES = (shuffled(1, share=0.12), shuffled(2, share=0.12))


def _bare(url):
    return url.partition("://")[2]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Parts under hosts that name nobody."""
    folder = tmp_path_factory.mktemp("lab")
    return Lab(pages={page.name: page for page in PAGES}, parts=parts(folder, neutral=True))


@pytest.fixture(scope="module")
def scanned(lab, browser_path, tmp_path_factory):
    """What a scan saw, and the addresses that arrived."""
    with served_by(lab, tmp_path_factory.mktemp("wire")) as wire:
        seen = capture(
            [page.url for page in PAGES],
            browser=browser_path,
            browser_args=wire.browser_args,
            own_pages=True,
            allow_local=True,
        )
        return seen, {request.url for request in wire.arrived("truth.test")}


@pytest.fixture(scope="module")
def found(scanned):
    return account(scanned[0], scanned[0].sendings)


@pytest.fixture(scope="module")
def named(found):
    return found.named


@pytest.fixture(scope="module")
def cases(scanned, lab):
    found = ((case_of(sending, lab.parts), sending) for sending in scanned[0].sendings)
    return [(c, s) for c, s in found if c is not None and s.initiator.type != "preflight"]


@pytest.fixture(scope="module")
def names(lab, found):
    return Names(found.scripts.by_key, lab.parts)


def test_everything_that_arrived_was_seen(scanned):
    seen, arrived = scanned
    urls = {_bare(sending.request.url) for sending in seen.sendings}

    assert {_bare(url) for url in arrived if "/c/" in url} <= urls
    assert not seen.failures


def test_every_real_wrapper_and_sdk_sent_what_it_sends(cases):
    silent = {
        "zone",
        "logrocket",
    }  # the first has nothing to send; the npm part of the other neither

    assert {case.sender for case, _ in cases if case.vendor} == {*WRAPPERS, *SDKS} - silent


def test_senders_are_named_and_hardly_ever_wrongly(cases, named, names):
    verdicts = Counter(sender_verdict(case, named[s.key], names) for case, s in cases)

    assert verdicts.total() > 250
    assert verdicts[Verdict.RIGHT] >= 0.98 * verdicts.total()
    assert verdicts[Verdict.WRONG] <= 0.005 * verdicts.total()


def test_who_asked_is_named_or_nobody(cases, named, names):
    own = [(case, s) for case, s in cases if not case.vendor]
    verdicts = Counter(instigator_verdict(case, named[s.key], names) for case, s in own)

    assert verdicts[Verdict.RIGHT] >= 0.85 * verdicts.total()
    assert verdicts[Verdict.WRONG] <= 0.01 * verdicts.total()


def test_who_asked_an_sdk_is_named_by_the_event_or_nobody(cases, named, names):
    sent = [s for case, s in cases if case.sender in SDKS]
    verdicts = Counter(batch_verdict(s, named[s.key], names) for s in sent if asked_by(s))

    assert verdicts.total() > 5
    assert verdicts[Verdict.RIGHT] >= 0.5 * verdicts.total()
    assert not {batch_verdict(s, named[s.key], names) for s in sent} & {Verdict.WRONG}


@pytest.mark.parametrize("way", ["direct", "event"])
def test_who_asked_on_the_same_stack_is_always_named(cases, named, names, way):
    asked = [(c, s) for c, s in cases if c.instigator.startswith("caller") and c.way == way]

    assert asked
    assert {instigator_verdict(case, named[s.key], names) for case, s in asked} == {Verdict.RIGHT}


def test_code_made_in_every_way_has_its_makers_name(cases, named, names):
    made = [(case, s) for case, s in cases if case.way in MADE]
    verdicts = Counter(sender_verdict(case, named[s.key], names) for case, s in made)

    assert {case.way for case, _ in made} == set(MADE)
    assert verdicts[Verdict.WRONG] == 0
    assert verdicts[Verdict.RIGHT] >= 0.9 * verdicts.total()


def test_every_wrapper_that_was_there_was_learned(found, names):
    learned = {names.of(key) for key in found.scripts.by_key if key in found.wrappers}

    assert set(WRAPPERS) <= learned
    assert "amplitude" in learned  # wraps as a monitor does and is on no list
    assert not learned & {"sender-one", "sender-two", "sender-three", "caller-one", "caller-two"}


def test_what_is_sent_as_a_page_goes_away_is_there_with_its_sender(cases, named, names):
    leaving = [(c, s) for c, s in cases if "/pagehide/" in s.request.url]

    assert len(leaving) == len(PAGES) * 3 * 2
    assert {sender_verdict(c, named[s.key], names) for c, s in leaving} == {Verdict.RIGHT}


def test_readers_are_named(scanned, found, names):
    seen = found.scripts
    reads = [read for read in scanned[0].reads if reader_of(read)]
    right = [r for r in reads if names.of(reader(r.stack, r.page, seen)) == reader_of(r)]

    assert {read.name.partition("-sender")[0] for read in reads} == {
        *("field", "kept", "session", "cookie", "in-form"),
    }
    assert len(right) >= 0.97 * len(reads)


@pytest.mark.parametrize("worker", ["worker-own", "worker-shared", "worker-service"])
def test_workers_send_for_themselves(cases, named, names, worker):
    [*sent] = [(c, s) for c, s in cases if c.sender == worker]

    assert sent
    for case, sending in sent:
        assert sender_verdict(case, named[sending.key], names) is Verdict.RIGHT
