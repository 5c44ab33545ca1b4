"""All that was received for one page, judged: each fault once, with every address that has it."""

from collections.abc import Iterator

import msgspec

from scriptward.policy.receiving import guards, headers, nonces
from scriptward.policy.receiving.fault import Expected, Fault, FaultKind, Found, fault, folded
from scriptward.policy.receiving.senders import act
from scriptward.sources.live.reading import read
from scriptward.sources.live.response import Received, Response, Role
from scriptward.vocabulary.words import Severity

_GUARDED = (Role.PAGE, Role.FRAME)
_GOOD = 200
_POST_ONLY = 405
_STARTS = (b"<!doctype", b"<html", b"<head")
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_BEGINNING = 16_384
Key = tuple[object, ...]


def judged(received: Received, expected: Expected) -> tuple[Fault, ...]:
    """Faults of one page's delivery; none where it couldn't be had."""
    page = received.page
    if page is None:
        return ()
    on_page = {_key(found): found for found in _of_headers(page, expected)}
    sent = {name for name, _ in expected.headers} - {
        name for found in on_page.values() if found.kind is FaultKind.LOST for name in found.headers
    }
    faults: list[Fault] = []
    for response in received.responses:
        for found in _of_headers(response, expected):
            elsewhere = response.role is not Role.PAGE and found.headers[0] in sent
            same = on_page.get(_key(found))
            told = same or found
            made = fault(told, response, act(told, response, elsewhere=elsewhere))
            if same is not None:
                made = msgspec.structs.replace(made, role=Role.PAGE)
            faults.append(made)
        if expected.guards and _guarded(response):
            served = received.guard if response is page else None
            said = read(response.body)
            for found in guards.judged(said, expected, served):
                at = served if served is not None and found.kind in _OF_FILE else response
                faults.append(fault(found, response, act(found, at, elsewhere=False)))
    if (place := received.reports) is not None and place.status != _POST_ONLY:
        lost = _reports_lost(place)
        faults.append(fault(lost, place, act(lost, place, elsewhere=False)))
    for found, response in nonces.judged(received):
        faults.append(fault(found, response, act(found, response, elsewhere=False)))
    return tuple(faults)


def _reports_lost(place: Response) -> Found:
    return Found(
        kind=FaultKind.REPORTS_LOST,
        severity=Severity.MEDIUM,
        headers=(),
        says=f"the place of reports answers {place.status} to a GET; a collector answers 405",
        matters="Nobody hears what was refused: neither an attack nor what a policy breaks.",
    )


_OF_FILE = frozenset({FaultKind.GUARD_REFUSED, FaultKind.GUARD_TYPE, FaultKind.STALE})


def together(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Those alike as one, and headers that are missing at the same addresses as one."""
    held: dict[Key, Fault] = {}
    for one in folded(faults):
        key: Key = (one.kind, one.role, one.severity, one.says, one.urls, one.count, one.who)
        if one.kind is not FaultKind.LOST:
            key = (*key, one.headers)
        if (before := held.get(key)) is None:
            held[key] = one
        else:
            names = tuple(dict.fromkeys((*before.headers, *one.headers)))
            held[key] = msgspec.structs.replace(before, headers=names)
    return tuple(held.values())


def _of_headers(response: Response, expected: Expected) -> Iterator[Found]:
    metas: tuple[str, ...] = ()
    if response.role in _GUARDED:
        metas = tuple(read(response.body).policies)
    return headers.judged(response, expected.headers, metas)


def _key(found: Found) -> Key:
    """By what the same fault is known again on another response."""
    kind = FaultKind.LOST if found.kind is FaultKind.META else found.kind
    return (kind, found.headers, "" if kind is FaultKind.LOST else found.says)


def _guarded(response: Response) -> bool:
    """Whether it is a whole page: what a middleware or server would put the guard into."""
    kind = response.value("content-type").partition(";")[0].strip().lower()
    start = response.body[:_BEGINNING].lower()
    return (
        response.role in _GUARDED
        and response.status == _GOOD
        and kind in _HTML
        and any(word in start for word in _STARTS)
    )
