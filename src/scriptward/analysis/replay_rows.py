"""What each session recorder took of a probe: surface by surface, from its own requests.

A surface is *sent* where its value, which stands nowhere else, is in a request to the vendor. It is
*masked* where the vendor's recording holds the place that the surface stood in and what was put in
last, was read to its end, and doesn't hold the value. Everything else is *not seen*.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import msgspec

from scriptward.analysis.leaks import Detector
from scriptward.analysis.replay_version import version
from scriptward.knowledge.entities import UNKNOWN
from scriptward.knowledge.recorders import GENERAL, name_of, named_by_path, room
from scriptward.lib.domains import host_of, registrable
from scriptward.vocabulary.capture import Placed, ReplayProbe, Sending, Value
from scriptward.vocabulary.observations import Flow, Leak, Owner, Page, Visit
from scriptward.vocabulary.replay import Passing, Replay, SurfaceSeen
from scriptward.vocabulary.words import Certainty, Channel, Outcome, Where

_AT_ONCE = 8
"""Surfaces that are looked for together: a request's time for reading is for so many."""
_MOST_SENDINGS = 100
_SECONDS = 15.0
"""Of processor time for one probe's requests; a page that floods gets no more."""
_A_READING = 1.0
"""The same for one request and some of the values: recordings are long, and what is cut off makes
all their surfaces unsure."""
_MOST_PLACES = 0.6
"""Share of the probe's places from which it is a recording even where that ended early: records of
clicks name the elements around them as well, but no more."""
_DOCUMENTS = frozenset({Channel.NAVIGATION, Channel.FRAME, Channel.PRECONNECT, Channel.SCRIPT})
_ITS_OWN = frozenset({Where.BODY, Where.URL_QUERY, Where.URL_PATH})
_NOTHING = "its code is on the page, and no recording of the probe was seen"
_NOT_TO_THE_END = "its recording was not seen to the end of the probe"
_UNREAD = "its recording could not be read to the end"


@dataclass(kw_only=True)
class _Stream:
    """Requests to one host and path."""

    address: str
    flow: Flow | None
    sendings: list[Sending] = field(default_factory=list)
    found: dict[str, Leak] = field(default_factory=dict)
    """By name of the value, the first of each."""
    unread: bool = False
    marks: float = 0.0
    """Share of the probe's places in it."""
    sender: Owner = UNKNOWN
    """Who makes the script that sent it."""


@dataclass(frozen=True, kw_only=True)
class _Vendor:
    """All streams of one recorder."""

    name: str
    owner: Owner
    recordings: tuple[_Stream, ...]
    others: tuple[_Stream, ...]


def replays(
    probe: ReplayProbe, page: Page, beside: Sequence[Visit], masked: Callable[[str], str]
) -> tuple[Replay, ...]:
    """A row for each recorder that was recognised or recorded.

    `page`: as the ordinary visit saw it. `beside`: the probe's visit, judged without its values.
    `masked`: an address with what is private in it masked.
    """
    streams = _streams(probe, beside)
    vendors = tuple(_vendors(streams, probe))
    heard = {vendor.name for vendor in vendors}
    rows = (
        *(_row(vendor, probe, page, masked) for vendor in vendors),
        *(
            _silent(name, probe, page, _found(_of(name, streams), masked))
            for name in probe.recorders
            if name not in heard
        ),
    )
    return tuple(sorted(rows, key=lambda row: (row.entity, row.product, row.host)))


def _streams(probe: ReplayProbe, beside: Sequence[Visit]) -> tuple[_Stream, ...]:
    flows = {_address(f.request.url): f for visit in beside for f in visit.flows}
    streams: dict[str, _Stream] = {}
    carrying = [
        one
        for one in probe.visit.sendings
        if one.channel not in _DOCUMENTS and one.outcome is not Outcome.BLOCKED
    ]
    groups = tuple(_groups(probe))
    last = time.thread_time() + _SECONDS
    for number, sending in enumerate(carrying):
        address = _address(sending.request.url)
        stream = streams.setdefault(address, _Stream(address=address, flow=flows.get(address)))
        stream.sendings.append(sending)
        if number < _MOST_SENDINGS and time.thread_time() < last:
            _read(stream, sending, groups)
        else:
            stream.unread = True
    for stream in streams.values():
        places = sum(one.mark.name in stream.found for one in probe.placed)
        stream.marks = places / max(1, len(probe.placed))
        stream.sender = _sender(stream.flow, beside)
    return tuple(streams.values())


def _groups(probe: ReplayProbe) -> Iterator[Detector]:
    for start in range(0, max(1, len(probe.placed)), _AT_ONCE):
        values: list[Value] = [probe.end]
        for one in probe.placed[start : start + _AT_ONCE]:
            values += (one.mark, one.value)
        yield Detector(values)


def _read(stream: _Stream, sending: Sending, detectors: Iterable[Detector]) -> None:
    for detector in detectors:
        leaks = detector.find(sending.request, seconds=_A_READING)
        stream.unread |= bool(leaks.not_fully_read)
        for leak in leaks:
            if leak.name and leak.certainty is not Certainty.HINT and leak.where in _ITS_OWN:
                stream.found.setdefault(leak.name, leak)


def _vendors(streams: Iterable[_Stream], probe: ReplayProbe) -> Iterator[_Vendor]:
    """Streams by recorder, where one of them is a recording."""
    recordings: dict[tuple[str, str], list[_Stream]] = {}
    others: list[_Stream] = []
    for stream in streams:
        if probe.end.name in stream.found or stream.marks >= _MOST_PLACES:
            name = _name(stream, probe.recorders)
            domain = "" if name else registrable(host_of(stream.address))
            recordings.setdefault((name, domain), []).append(stream)
        else:
            others.append(stream)
    for (name, _), own in recordings.items():
        domains = {registrable(host_of(stream.address)) for stream in own}
        yield _Vendor(
            name=name,
            owner=_owner(own[0]),
            recordings=tuple(own),
            others=tuple(o for o in others if registrable(host_of(o.address)) in domains),
        )


def _name(stream: _Stream, recorders: Sequence[str]) -> str:
    """Which recorder sends it: by the recipient, by the path, or as the only one on the page."""
    owner = _owner(stream)
    known = [name for name in recorders if name in room()]
    only = known[0] if len(known) == 1 else ""
    if named := name_of(owner) or name_of(stream.sender):
        return named
    if _somebody(owner) or _somebody(stream.sender):
        return only if only == GENERAL else ""
    return named_by_path(urlsplit(stream.address).path, recorders) or only


def _somebody(owner: Owner) -> bool:
    return owner.entity not in {"", UNKNOWN.entity, "first party"}


def _sender(flow: Flow | None, beside: Sequence[Visit]) -> Owner:
    scripts = (visit.script(flow.script) for visit in beside if flow and flow.script)
    return next((one.owner for one in scripts if one), UNKNOWN)


def _owner(stream: _Stream) -> Owner:
    if stream.flow is None:
        return UNKNOWN
    recipient = stream.flow.recipient
    return Owner(
        entity=recipient.entity,
        product=recipient.product,
        category=recipient.category,
        by=recipient.by,
    )


def _row(vendor: _Vendor, probe: ReplayProbe, page: Page, masked: Callable[[str], str]) -> Replay:
    ended = [one for one in vendor.recordings if probe.end.name in one.found]
    unread = any(one.unread for one in vendor.recordings)
    first = (ended or vendor.recordings)[0]
    reason = "" if ended else _NOT_TO_THE_END
    reason = _UNREAD if ended and unread else reason
    whole = vendor.recordings if ended and not unread else ()
    places = {name for stream in whole for name in stream.found}
    found = _found((*vendor.recordings, *vendor.others), masked)
    entity, product = _titles(vendor)
    return Replay(
        page=page.url,
        page_class=page.page_class,
        persona=page.persona,
        entity=entity,
        product=product,
        host=host_of(first.address),
        version=version(vendor.name, (*vendor.recordings, *vendor.others), probe.visit.scripts),
        script=first.flow.script if first.flow else None,
        surfaces=tuple(
            _seen(one, vendor.name, found, places)
            for one in probe.placed
            if not one.marking or _is_of(one.marking, vendor.name)
        ),
        reason=probe.reason or reason,
    )


def _titles(vendor: _Vendor) -> tuple[str, str]:
    known = room().get(vendor.name)
    if known is None or vendor.owner.entity != UNKNOWN.entity:
        return vendor.owner.entity, vendor.owner.product
    return known.entity, known.product


def _of(name: str, streams: Iterable[_Stream]) -> tuple[_Stream, ...]:
    """What else goes to a recorder's vendor, by who is known to get it."""
    return tuple(one for one in streams if name_of(_owner(one)) == name)


def _found(streams: Iterable[_Stream], masked: Callable[[str], str]) -> dict[str, tuple[Leak, str]]:
    """`{name of the value: (leak, address)}`, of the first stream that has it."""
    found: dict[str, tuple[Leak, str]] = {}
    for stream in streams:
        for name, leak in stream.found.items():
            found.setdefault(name, (leak, masked(stream.address)))
    return found


def _seen(
    one: Placed, name: str, found: Mapping[str, tuple[Leak, str]], places: set[str]
) -> SurfaceSeen:
    known = room().get(name)
    seen = SurfaceSeen(
        surface=one.surface,
        outcome=Passing.NOT_SEEN,
        marking=one.marking,
        setting=known.setting(one.surface) if known else "",
    )
    if one.value.name in found:
        leak, url = found[one.value.name]
        return msgspec.structs.replace(
            seen, outcome=Passing.SENT, where=leak.where, path=leak.path, url=url
        )
    told = one.done and one.mark.name in places
    return msgspec.structs.replace(seen, outcome=Passing.MASKED) if told else seen


def _is_of(marking: str, name: str) -> bool:
    known = room().get(name)
    return known is not None and marking in {one.shown for one in known.markings}


def _silent(
    name: str, probe: ReplayProbe, page: Page, found: Mapping[str, tuple[Leak, str]]
) -> Replay:
    known = room().get(name)
    return Replay(
        page=page.url,
        page_class=page.page_class,
        persona=page.persona,
        entity=known.entity if known else name,
        product=known.product if known else "",
        host="",
        version=version(name, (), probe.visit.scripts),
        script=None,
        surfaces=tuple(
            _seen(one, name, found, set())
            for one in probe.placed
            if not one.marking or _is_of(one.marking, name)
        ),
        reason=probe.reason or _NOTHING,
    )


def _address(url: str) -> str:
    return url.partition("?")[0].partition("#")[0]
