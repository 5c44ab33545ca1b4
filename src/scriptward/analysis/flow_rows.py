"""Rows of who was sent what: requests that are alike are one row with a count."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import msgspec

from scriptward.analysis.attribution import Attributed
from scriptward.analysis.page_context import PageContext
from scriptward.analysis.parties import Parties, target_host, vendor_frame
from scriptward.analysis.pixel_rows import told
from scriptward.analysis.recipient_facts import with_facts
from scriptward.analysis.script_rows import Inventory
from scriptward.analysis.writable import writable
from scriptward.knowledge.format_owner import owner_of_format
from scriptward.knowledge.hits import decode
from scriptward.knowledge.pixel import Hit
from scriptward.knowledge.signed_code import speaks
from scriptward.lib.digests import stable_id
from scriptward.vocabulary.capture import RawPage, Sending
from scriptward.vocabulary.observations import Flow, Leak, Owner, SentRequest
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import Attribution, Channel, NamedBy, Outcome, Party

_LONGEST_PATH = 120
_TOP = "page"
_NOT_NETWORK = ("data:", "blob:", "about:", "javascript:", "chrome", "devtools:", "filesystem:")
_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{2,59}")
_MOST_ACCOUNTS = 10
_HOST = re.compile(r"^([^/?#:]*).*", re.DOTALL)
_BY_DOUBT = (Attribution.UNCERTAIN, Attribution.LIKELY, Attribution.CERTAIN)
_BY_WEIGHT = (Outcome.SENT, Outcome.FAILED, Outcome.BLOCKED)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the leak detector made of one request."""

    leaks: tuple[Leak, ...]
    not_fully_read: str


@dataclass(frozen=True, kw_only=True)
class FlowRows:
    """Makes the flow rows of one visit."""

    page: str
    """Masked address of the visit's page."""
    persona: str
    parties: Parties
    inventory: Inventory
    named: dict[str, Attributed]
    """Who made each sending, by its key."""
    read: Callable[[Request], Reading]
    masked: Callable[[str], str]
    """An address with every value in it masked."""
    text: Callable[[str], str]
    """Any other text, likewise."""
    contexts: dict[str, PageContext]
    """By key of the raw page."""

    def rows(self, sendings: Iterable[Sending]) -> tuple[Flow, ...]:
        """Rows by id."""
        folded: dict[str, Flow] = {}
        for sending in sendings:
            if left_the_browser(sending):
                flow = self._flow(sending)
                known = folded.get(flow.id)
                folded[flow.id] = _added(known, flow) if known else flow
        return tuple(folded[key] for key in sorted(folded))

    def _flow(self, sending: Sending) -> Flow:
        request = sending.request
        url = self.masked(request.url)
        who = self.named[sending.key]
        hits = decode(request)
        recipient, party = self.parties.recipient(
            request.url,
            shown=_shown_host(request.url, url),
            inferred=owner_of_format(hits) or self._by_code(sending, who),
        )
        recipient = with_facts(recipient, sending)
        script = self.inventory.id_of(who.script)
        reading = self.read(request)
        inferred = self._inferred(sending) if party is Party.THIRD else ()
        leaks = _distinct((*reading.leaks, *inferred, *self._told(hits, *reading.leaks, *inferred)))
        method = writable(request.method[:20])
        target = url.partition("?")[0].partition("#")[0]
        return Flow(
            id=stable_id(
                "flow",
                *(self.page, self.persona, script or "", sending.channel.value),
                *(method, target, [text for leak in leaks for text in _words(leak)]),
            ),
            page=self.page,
            persona=self.persona,
            script=script,
            instigator=self.inventory.id_of(who.instigator),
            attribution=who.attribution,
            channel=sending.channel,
            recipient=recipient,
            request=SentRequest(method=method, url=url),
            data=leaks,
            count=1,
            outcome=sending.outcome,
            party=party,
            attribution_reason=self.text(who.reason),
            not_fully_read=reading.not_fully_read,
            frame=self._frame(sending, recipient.host, by_script=bool(script)),
            accounts=self._accounts(hits),
        )

    def _frame(self, sending: Sending, host: str, *, by_script: bool) -> str:
        """The vendor's own frame it came from; empty for the page's.

        A page that is left for another is the one that sends, though the browser tells the address
        of the document to come. A link followed by nobody's script is the person's own way.
        """
        leaves = sending.channel is Channel.FORM or (
            by_script and sending.channel is Channel.NAVIGATION
        )
        if leaves and sending.context == _TOP:
            return ""
        return self.text(vendor_frame(host, sending.frame_url, self.parties.site))

    def _accounts(self, hits: tuple[Hit, ...]) -> tuple[str, ...]:
        ids = {hit.account for hit in hits if _ACCOUNT.fullmatch(hit.account)}
        return tuple(sorted(one for one in ids if self.text(one) == one)[:_MOST_ACCOUNTS])

    def _inferred(self, sending: Sending) -> tuple[Leak, ...]:
        context = self.contexts.get(sending.page)
        return tuple(map(self._shown, context.found(sending.request) if context else ()))

    def _by_code(self, sending: Sending, who: Attributed) -> Owner | None:
        """The vendor whose own code it surely was that sent something, in that vendor's words."""
        if who.attribution is not Attribution.CERTAIN or not _brings(sending):
            return None
        raw = self.inventory.by_key.get(who.script)
        if raw is None:
            return None
        owner, _ = self.parties.script(raw, self.inventory.by_key, self.inventory.signed)
        named = owner.by is NamedBy.CODE and speaks(owner, sending.request)
        return owner if named else None

    def _told(self, hits: tuple[Hit, ...], *known: Leak) -> tuple[Leak, ...]:
        return tuple(map(self._shown, told(hits, own=self.parties.owns, known=known)))

    def _shown(self, leak: Leak) -> Leak:
        return msgspec.structs.replace(leak, path=self.text(leak.path[:_LONGEST_PATH]))


def _brings(sending: Sending) -> bool:
    """Whether it brings something: a body, messages, or an image's address with a query."""
    request = sending.request
    body = bool(request.body or request.body_missing or request.messages)
    return body or (sending.channel is Channel.IMAGE and "?" in request.url)


def left_the_browser(sending: Sending) -> bool:
    """Whether a sending went to some host, and not only to the browser itself."""
    return not sending.request.url.lower().startswith(_NOT_NETWORK)


def _shown_host(url: str, masked: str) -> str:
    """The host of an address; the masked one where a value stood in it."""
    host = writable(target_host(url))
    return host if host in masked.lower() else _HOST.sub(r"\1", masked.partition("://")[2])


def contexts_of(pages: Iterable[RawPage]) -> dict[str, PageContext]:
    """`{key of page: its context}`."""
    return {page.key: PageContext(page) for page in pages}


def _words(leak: Leak) -> Iterator[str]:
    yield from (leak.kind.value, leak.name or "", leak.where.value, leak.certainty.value)
    yield "+".join(layer.value for layer in leak.encoding)


def _distinct(leaks: Iterable[Leak]) -> tuple[Leak, ...]:
    """One leak of a kind, name, place and encoding, in a steady order."""
    made: dict[tuple[str, ...], Leak] = {}
    for leak in leaks:
        made.setdefault(tuple(_words(leak)), leak)
    return tuple(made[words] for words in sorted(made))


def _added(known: Flow, flow: Flow) -> Flow:
    return msgspec.structs.replace(
        known,
        count=known.count + flow.count,
        outcome=min(known.outcome, flow.outcome, key=_BY_WEIGHT.index),
        attribution=min(known.attribution, flow.attribution, key=_BY_DOUBT.index),
        not_fully_read=known.not_fully_read or flow.not_fully_read,
        instigator=known.instigator if known.instigator == flow.instigator else None,
        recipient=known.recipient if known.recipient.country else flow.recipient,
        accounts=tuple(sorted({*known.accounts, *flow.accounts})[:_MOST_ACCOUNTS]),
    )
