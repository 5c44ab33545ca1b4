"""How a page hands over to the form where card data is entered, by what the browser did.

What decides is the step onto somebody else's host: an HTTP redirect of the site's own server, a
script, a refresh, a frame, a form with the site's own card fields, or none, where such fields
stay with the site. Which requirements apply is for assessor, merchant and acquirer to say.
Source: PCI SSC FAQ 1331 and FAQ 1588; PCI DSS v4.0.1, 6.4.3 and 11.6.1.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from scriptward.analysis.parties import Parties, target_host
from scriptward.knowledge.entities import owner_of
from scriptward.knowledge.field_kinds import is_for_cards, parts_of
from scriptward.knowledge.page_classes import classified
from scriptward.lib.domains import host_of
from scriptward.vocabulary.capture import RawPage, Sending
from scriptward.vocabulary.observations import Handover
from scriptward.vocabulary.words import Channel, HandoverType, PageClass

_PAYMENT = "payment"
_HOLDERS_NAME = "cc-name"
_MOST_FIELDS = 400
_LONGEST = 300
_MOST_HOPS = 20
_GOES = frozenset({Channel.NAVIGATION, Channel.FORM})
_WAYS = {
    "anchorClick": "link",
    "formSubmissionGet": "form",
    "formSubmissionPost": "form",
    "httpHeaderRefresh": "meta",
    "metaTagRefresh": "meta",
    "scriptInitiated": "script",
}
"""Why a frame navigates (Chrome DevTools Protocol, `Page.ClientNavigationReason`), in our words."""
_TYPES = {
    "redirect": HandoverType.SERVER_REDIRECT,
    "script": HandoverType.SCRIPT_REDIRECT,
    "meta": HandoverType.META_REDIRECT,
    "link": HandoverType.LINK,
    "form": HandoverType.LINK,
}

Hops = tuple[Sending, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Way:
    """One way from a page to a document, redirects in it followed."""

    by: str
    hops: Hops

    @property
    def end(self) -> str:
        return self.hops[-1].request.url


class Handovers:
    """Answers for the pages of a capture."""

    def __init__(
        self,
        pages: Sequence[RawPage],
        sendings: Iterable[Sending],
        parties: Callable[[str], Parties],
        masked: Callable[[str], str],
    ) -> None:
        """All of a capture. `parties`: seen from a host. `masked`: an address without values."""
        self._pages, self._parties_of, self._masked = pages, parties, masked
        arrivals = (way for way in _ways(tuple(sendings)) if way.by == "visit")
        self._starts = {target_host(way.hops[0].request.url) for way in arrivals}

    def of(self, pages: Sequence[RawPage], sendings: Sequence[Sending]) -> Handover | None:
        """What the visits of one page show; None where they show nothing of card data.

        A page of somebody else that the site only led to has none: its leading page has.
        """
        ways = tuple(_ways(sendings))
        url = pages[0].url
        arrivals = (way for way in ways if way.by == "visit" and _bare(way.end) == _bare(url))
        arrival = next((way.hops[0].request.url for way in arrivals), url)
        parties = self._parties_of(host_of(arrival))
        if not any(parties.owns(start) for start in self._starts):
            return None
        seen = _FromSite(self._pages, parties, self._masked)
        if not parties.owns(host_of(url)):
            return seen.leads(pages, ways)
        return seen.fields(pages) or seen.frame(pages, ways) or seen.leads(pages, ways)


@dataclass(frozen=True, slots=True)
class _FromSite:
    """The same, seen from one site."""

    _pages: Sequence[RawPage]
    _parties: Parties
    _masked: Callable[[str], str]

    def fields(self, pages: Sequence[RawPage]) -> Handover | None:
        """The site's own card fields: a form of theirs that somebody else gets comes first."""
        own = [form for page in pages for form in page.forms if self._own(form.document)]
        forms = [form for form in own if asks_for_card(form.fields)]
        for form in forms:
            if form.action and not self._own(form.action):
                return self._handover(
                    HandoverType.DIRECT_POST,
                    [("visit", pages[0].url), ("form", form.action)],
                )
        if forms:
            return self._handover(HandoverType.FIRST_PARTY_FIELDS, [("visit", pages[0].url)])
        return None

    def frame(self, pages: Sequence[RawPage], ways: Sequence[_Way]) -> Handover | None:
        """Somebody else's frame with card fields, or of a company that takes payments.

        Card fields of one that is not known to take payments come first: they may lie over the
        others.
        """
        holding = {
            _bare(form.document)
            for page in pages
            for form in page.forms
            if asks_for_card(form.fields)
        }
        frames = [way for way in ways if way.by == "frame" and not self._own(way.end)]
        known = [way for way in frames if _takes_payments(way.end)]
        strange = [way for way in frames if _bare(way.end) in holding and way not in known]
        first = next(iter((*strange, *known)), None)
        if first is None:
            return None
        return self._handover(HandoverType.EMBEDDED_FRAME, _steps(pages[0], first))

    def leads(self, pages: Sequence[RawPage], ways: Sequence[_Way]) -> Handover | None:
        """A document of somebody else with card fields that the page led to."""
        for way in ways:
            crossing = next(
                (n for n, hop in enumerate(way.hops) if not self._own(hop.request.url)), None
            )
            if way.by == "frame" or crossing is None or not self._is_payment(way.end):
                continue
            kind = _TYPES.get("redirect" if crossing else way.by)
            if kind is not None:
                return self._handover(kind, _steps(pages[0], way))
        return None

    def _is_payment(self, url: str) -> bool:
        seen = [page for page in self._pages if _bare(page.url) == _bare(url)]
        return _takes_payments(url) or any(
            classified(page)[0] in {PageClass.PAYMENT_PAGE, PageClass.BILL_PAY}
            or any(asks_for_card(form.fields) for form in page.forms)
            for page in seen
        )

    def _own(self, url: str) -> bool:
        return self._parties.owns(target_host(url))

    def _handover(self, kind: HandoverType, steps: Sequence[tuple[str, str]]) -> Handover:
        last = self._masked(steps[-1][1])
        return Handover(
            type=kind,
            to=host_of(last),
            chain=tuple(f"{by} {self._masked(url)}" for by, url in steps[:_MOST_HOPS]),
        )


def asks_for_card(fields: Sequence[str]) -> bool:
    """Whether fields ask for a card's number, date or code; its holder's name alone is none."""
    for text in fields[:_MOST_FIELDS]:
        type_, name, autocomplete, label = parts_of(text[:_LONGEST])
        for_cards = is_for_cards(type=type_, name=name, autocomplete=autocomplete, label=label)
        if for_cards and _HOLDERS_NAME not in autocomplete:
            return True
    return False


def _bare(url: str) -> str:
    return url.partition("#")[0]


def _ways(sendings: Sequence[Sending]) -> Iterator[_Way]:
    """Every way on from a page, the first hop's reason telling how."""
    after = {one.redirected_from: one for one in sendings if one.redirected_from}
    for first in sendings:
        if first.redirected_from:
            continue
        hops = [first]
        while len(hops) < _MOST_HOPS and hops[-1].key in after:
            hops.append(after[hops[-1].key])
        if first.channel is Channel.FRAME:
            yield _Way(by="frame", hops=tuple(hops))
        elif first.channel in _GOES and first.context == "page":
            yield _Way(by=_how(first), hops=tuple(hops))


def _how(first: Sending) -> str:
    """How a document was come to; a form that a script sent is the script's doing."""
    by = _WAYS.get(first.reason, "visit")
    called = first.initiator.stack or (first.sensor and first.sensor.stack)
    return "script" if by == "form" and called else by


def _steps(page: RawPage, way: _Way) -> list[tuple[str, str]]:
    """The page itself, unless the way is how it was come to, and every hop."""
    start = [] if way.by == "visit" else [("visit", page.url)]
    words = (way.by, *("redirect" for _ in way.hops[1:]))
    return [*start, *zip(words, (hop.request.url for hop in way.hops), strict=True)]


def _takes_payments(url: str) -> bool:
    return owner_of(url).category == _PAYMENT
