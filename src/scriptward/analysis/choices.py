"""Compares what visitors of one run were made to send, by the choice they had made about tracking.

Judged by traffic alone: what a request's own flags say of consent is not believed. A recipient is
the same for all hosts of a product; a page is compared with the same page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scriptward.analysis.detector import Speaker
from scriptward.analysis.sensitivity import (
    ADVERTISING,
    CONTENT,
    FORMS,
    SENSITIVE,
    TRACKING,
    confidence,
)
from scriptward.analysis.sent import whose
from scriptward.analysis.wording import in_words, known, page_words
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Choice, Flow, Leak, Recipient, Visit
from scriptward.vocabulary.words import (
    Baa,
    Certainty,
    Channel,
    ChoicePhase,
    Confidence,
    DataKind,
    Outcome,
    PageClass,
    Severity,
)

ACCEPTED, REJECTED, LINK, GPC = "accepted", "rejected", "opt-out-link", "gpc"
_BY_BANNER = frozenset({ACCEPTED, REJECTED})
_PARTS = frozenset(
    {
        Channel.SCRIPT,
        Channel.CSS,
        Channel.FONT,
        Channel.MEDIA,
        Channel.FRAME,
        Channel.OBJECT,
        Channel.PREFETCH,
        Channel.PRECONNECT,
        Channel.WORKER,
        Channel.NAVIGATION,
    }
)
"""Channels that fetch a part of the page: without data they are no sending of any."""
_PINGS = frozenset({Channel.BEACON, Channel.PING})
"""Channels whose answer nobody reads: they only send."""
_PATH = re.compile(
    r"/(?:collect|track(?:ing|er)?|pixel|beacon|ping|hit|telemetry|analytics|page_?view|impression"
    r"|conversion)(?:[/.;]|$)",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"[?&;](?:[ucvst]id|(?:client|visitor|user|session|anonymous|device)_?id|visitor|fb[pc]|[gf]clid"
    r"|d[lrt]|ev|en|event(?:_?name)?|page_?(?:url|view|title)|referrer)=",
    re.IGNORECASE,
)
"""Names that vendors give parameters with an identifier, an event or the page (their requests)."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What one recipient was sent from one page under one choice."""

    visit: Visit
    recipient: Recipient
    flows: tuple[Flow, ...]
    kinds: frozenset[DataKind]
    """Empty: requests without any data that was recognised."""
    earlier: frozenset[DataKind] | None
    """Kinds it is sent from that page without the choice; None where it is sent nothing."""

    @property
    def choice(self) -> Choice | None:
        """The visitor's choice; None for one who made none."""
        return self.visit.page.consent

    @property
    def fewer(self) -> bool:
        """Whether the choice changed something: it is sent less than without it."""
        return self.earlier is not None and self.kinds < self.earlier

    @property
    def what(self) -> str:
        """What it was sent, as a title says it."""
        return in_words(self.kinds) if self.kinds else "requests"

    @property
    def severity(self) -> Severity:
        """By the page, the recipient and whether it is told anything."""
        page_class, told = self.visit.page.page_class, bool(self.kinds)
        if self.recipient.baa is Baa.ATTESTED:
            return Severity.LOW
        telling = page_class in SENSITIVE | CONTENT
        category = self.recipient.category
        if category in ADVERTISING or not category:
            return Severity.HIGH if telling and told else Severity.MEDIUM
        return Severity.MEDIUM if telling else Severity.LOW

    def finding(self, speaker: Speaker, how: str, remedy: Remedy) -> Finding:
        """What a detector says of it. `how`: under which choice, behind the page in the title."""
        page_class = self.visit.page.page_class
        where = page_words(page_class)
        return speaker.finding(
            visit=self.visit,
            says=f"{known(self.recipient)} was sent {self.what} from {where} {how}",
            severity=self.severity,
            confidence=self.confidence,
            flows=self.flows,
            recipient=self.recipient.host,
            data=self.kinds,
            controls=self.controls,
            fold=(whose(self.recipient), page_class.value),
            remedy=remedy,
        )

    @property
    def confidence(self) -> Confidence:
        """Of the surest leak; never high where it is not known that the choice was kept."""
        leaks = [leak for flow in self.flows for leak in _told(flow)]
        sure = confidence(leaks) if leaks else self._by_request
        kept = self.choice is None or self.choice.reached or not self.choice.made
        return sure if kept or sure is not Confidence.HIGH else Confidence.MEDIUM

    @property
    def _by_request(self) -> Confidence:
        """Where no data was recognised: an unknown recipient is told by its request's look."""
        known = self.recipient.category or any(flow.channel in _PINGS for flow in self.flows)
        return Confidence.MEDIUM if known or self.earlier else Confidence.LOW

    @property
    def controls(self) -> tuple[str, ...]:
        """Rules it is evidence for."""
        health = ("ST-WA1",) if self.visit.page.page_class in _HEALTH_PAGES else ()
        advertising = ("FT-02",) if self.recipient.category in ADVERTISING else ()
        return (*advertising, *health)


_HEALTH_PAGES: frozenset[PageClass] = CONTENT | FORMS


def before(visits: Sequence[Visit]) -> Iterator[Kept]:
    """What was sent on sites with a banner while no choice had been made."""
    for visit in unchosen(visits):
        groups = _recipients([visit])
        yield from (_kept(visit, flows, None) for flows in groups.values() if _counts(flows))


def unchosen(visits: Sequence[Visit]) -> Iterator[Visit]:
    """Visits to sites with a banner while no choice had been made."""
    asking = {visit.site for visit in visits if _asked(visit)}
    for visit in visits:
        if visit.site in asking and (visit.page.consent is None or _asked(visit)):
            yield visit


def after(visits: Sequence[Visit], wanted: str) -> Iterator[Kept]:
    """What is sent after a choice was made. `wanted`: the persona who made it."""
    without: dict[str, list[Visit]] = {}
    for visit in visits:
        if _free(visit):
            without.setdefault(visit.page.url, []).append(visit)
    for visit in visits:
        choice = visit.page.consent
        if choice is None or choice.wanted != wanted or choice.phase is not ChoicePhase.AFTER:
            continue
        reference = _recipients(without.get(visit.page.url, ()))
        for name, flows in _recipients([visit]).items():
            earlier = reference.get(name)
            known = _kinds(earlier) if earlier else None
            if _counts(flows, receives=bool(known)):
                yield _kept(visit, flows, known)


def product_of(visits: Iterable[Visit], site: str) -> str:
    """The banner that was shown on a site, in brackets after a space; empty where unknown."""
    shown = (
        visit.page.consent.product
        for visit in visits
        if visit.site == site and _asked(visit) and visit.page.consent
    )
    name = next(filter(None, shown), "")
    return f" ({name})" if name else ""


def _asked(visit: Visit) -> bool:
    """Whether a banner stood on the page and waited for a choice."""
    choice = visit.page.consent
    return choice is not None and choice.phase is ChoicePhase.BEFORE and choice.wanted in _BY_BANNER


def _free(visit: Visit) -> bool:
    """Whether nobody had asked for less on that page."""
    choice = visit.page.consent
    if choice is None or choice.phase is ChoicePhase.BEFORE:
        return True
    return choice.wanted == ACCEPTED and choice.phase is ChoicePhase.AFTER


def _recipients(visits: Iterable[Visit]) -> dict[str, list[Flow]]:
    groups: dict[str, list[Flow]] = {}
    for visit in visits:
        for flow in visit.third_party:
            preflight = flow.request.method == "OPTIONS"
            if _follows(flow.recipient) and flow.outcome is not Outcome.BLOCKED and not preflight:
                groups.setdefault(whose(flow.recipient), []).append(flow)
    return groups


def _follows(recipient: Recipient) -> bool:
    """Whether its product is to learn about visitors, or nobody knows what it is for."""
    return recipient.category in TRACKING or not recipient.category


def _counts(flows: Sequence[Flow], *, receives: bool = False) -> bool:
    """Whether somebody was sent something. `receives`: it is known to get data from that page."""
    return any(_sends(flow, receives=receives) for flow in flows)


def _sends(flow: Flow, *, receives: bool) -> bool:
    if _told(flow):
        return True
    if flow.channel in _PARTS:
        return False
    tracks = flow.recipient.category in TRACKING or flow.channel in _PINGS
    return receives or tracks or _looks_so(flow)


def _looks_so(flow: Flow) -> bool:
    """Whether an unknown recipient's request is named like one that follows a visitor."""
    path, mark, query = flow.request.url.partition("?")
    path = path.partition("://")[2].partition("/")[2]
    return bool(_PATH.search(f"/{path}") or _NAMES.search(mark + query))


def _kept(visit: Visit, flows: Sequence[Flow], earlier: frozenset[DataKind] | None) -> Kept:
    sending = tuple(flow for flow in flows if _sends(flow, receives=bool(earlier)))
    return Kept(
        visit=visit,
        recipient=sending[0].recipient,
        flows=sending,
        kinds=_kinds(sending),
        earlier=earlier,
    )


def _kinds(flows: Iterable[Flow]) -> frozenset[DataKind]:
    return frozenset(leak.kind for flow in flows for leak in _told(flow))


def _told(flow: Flow) -> tuple[Leak, ...]:
    return tuple(leak for leak in flow.data if leak.certainty is not Certainty.HINT)
