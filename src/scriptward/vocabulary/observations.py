"""Observations: what is known of a run after values were matched and masked. Safe to store.

The field names are those of `report.json` (schema `scriptward.report/1`): a report is these rows
plus findings. Additive changes only.
"""

import msgspec

from scriptward.vocabulary.container import Container
from scriptward.vocabulary.replay import Replay
from scriptward.vocabulary.words import (
    Attribution,
    Baa,
    Certainty,
    Channel,
    ChoicePhase,
    DataKind,
    Encoding,
    HandoverType,
    NamedBy,
    Outcome,
    PageClass,
    PageStatus,
    Party,
    ReadTarget,
    ScriptKind,
    StorageKind,
    Where,
)


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the choice about tracking that a visitor was to make."""

    wanted: str
    """The persona: `accepted`, `rejected`, `opt-out-link`, `gpc` …"""
    phase: ChoicePhase
    """A page before the choice and one on which it was being made have a persona of their own."""
    made: bool = False
    """The site's own control was used to its end, or the browser's signal was sent."""
    reached: bool = False
    """Made, and nothing that can be tested says otherwise. Never assumed."""
    product: str = ""
    """The banner, by the name of the rule that knows it; empty where none was recognised."""
    reason: str = ""
    """How it is known, or why it was not reached."""


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """How a page leads to card fields, or holds them: as it was seen, not what applies to it."""

    type: HandoverType
    to: str
    """Host of the document with the card fields, or that the form with them is sent to."""
    chain: tuple[str, ...]
    """Masked addresses from the page on, each after a word for how it was come to: `visit`,
    `link`, `form`, `script`, `meta`, `redirect`, `frame`."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page as visited: path kept, query values and fragment masked."""

    url: str
    page_class: PageClass
    persona: str
    status: PageStatus
    reason: str = ""
    """Why it is not complete; empty otherwise."""
    class_reason: str = ""
    """What made the page its class."""
    handover: Handover | None = None
    """Null where the page was not seen to hold card fields or to lead to them."""
    consent: Choice | None = None
    """Null for a visitor who was to make no choice."""


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """A security-relevant header, as the browser received it."""

    page: str
    url: str
    name: str
    """Lower case."""
    value: str


_BY_CONTENT = frozenset({NamedBy.WIRE, NamedBy.CODE})
BEHIND = _BY_CONTENT | {NamedBy.CNAME, NamedBy.CERTIFICATE}
"""Ways of telling somebody whose host's name may be the site's own."""


class Owner(msgspec.Struct, frozen=True, kw_only=True):
    """Who makes a script; words as in the vendor table, `unknown` where nobody is known."""

    entity: str
    product: str = ""
    category: str = ""
    by: NamedBy = NamedBy.HOST
    """`code`: by texts in it, as its address says nobody or the site; anybody can write those."""

    @property
    def sure(self) -> str:
        """The entity, where more than the script's own content says so; else `unknown`."""
        return "unknown" if self.by in _BY_CONTENT else self.entity


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """A known library inside a script."""

    name: str
    version: str
    vulnerabilities: tuple[str, ...] = ()
    """Identifiers (CVE, GHSA or the advisory's summary), most severe first."""
    severity: str = ""
    """Of the worst of them: `low`, `medium`, `high`, `critical`; empty if there is none."""


class ReadsOf(msgspec.Struct, frozen=True, kw_only=True):
    """A thing a script reads, without what is made up by chance."""

    target: ReadTarget
    kind: DataKind | None
    name: str
    """Selector of a field, name of a cookie or key; empty for all of them."""


class SendsOf(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a script sends to, by what, and which kinds of data."""

    to: str
    """Entity, or the registrable domain where nobody is known."""
    channel: Channel
    data: tuple[DataKind, ...]


class LoadsOf(msgspec.Struct, frozen=True, kw_only=True):
    """Code, a style or a frame that a script brings in."""

    kind: str
    """A script kind, or the channel of what is no script."""
    address: str
    """Host and path, with `…` for versions, hashes and ids."""


class Behaviour(msgspec.Struct, frozen=True, kw_only=True):
    """What a script does, the same for every build that does the same."""

    hash: str
    """SHA-256 of all below as canonical JSON."""
    reads: tuple[ReadsOf, ...] = ()
    sends: tuple[SendsOf, ...] = ()
    loads: tuple[LoadsOf, ...] = ()
    children: tuple[ScriptKind, ...] = ()
    """Kinds of code it brings to run."""
    code_from_strings: bool = False


class Script(msgspec.Struct, frozen=True, kw_only=True):
    """One row per (kind, url, sha256)."""

    id: str
    url: str | None
    kind: ScriptKind
    sha256: str
    bytes: int
    party: Party
    owner: Owner
    loaded_by: str | None
    """Id of a script, `document`, or null where unknown."""
    pages: tuple[str, ...]
    integrity: str = ""
    libraries: tuple[Library, ...] = ()
    approved: bool | None = None
    """By the policy that was given; null where none was."""
    sketch: str = ""
    """Of code without an address: hashes of its words, so that a new version is known as one."""
    shape: str = ""
    """Of code that stands in the page: SHA-256 of its text without what its texts and numbers say;
    empty where that isn't sure."""
    behaviour: Behaviour | None = None
    """On all pages of the run; null in observations."""
    tag: str = ""
    """The tag manager's tag that put it there: `GTM-ABC123 #12 custom HTML`; else empty."""


class Recipient(msgspec.Struct, frozen=True, kw_only=True):
    """Who got a request."""

    host: str
    entity: str
    baa: Baa | None
    """Null for the first party."""
    product: str = ""
    category: str = ""
    by: NamedBy = NamedBy.HOST
    """`wire`: by the request's format; `code`: a script that is a vendor's by its texts sent it.
    The host is then the site's own or nobody's. `cname`, `certificate`: the site's own name, which
    in the DNS or by its certificate is a vendor's."""
    domain: str = ""
    """Registrable domain of the host; empty for an address."""
    country: str | None = None
    """Of the network that the browser connected to, ISO 3166-1 alpha-2, by a table of one day;
    where a network is, not where data goes. Null where it is not known."""
    lists: tuple[str, ...] = ()
    """What shipped lists say of the host, such as `third-party-web: ads`."""

    @property
    def sure(self) -> str:
        """The entity, where more than the request's own content says so; else `unknown`."""
        return "unknown" if self.by in _BY_CONTENT else self.entity


class Leak(msgspec.Struct, frozen=True, kw_only=True):
    """One known value, or one recognised kind of data, in a request."""

    kind: DataKind
    name: str | None
    """The canary's or field's name."""
    where: Where
    path: str
    """Such as `body.events[3].properties.$el_text`."""
    encoding: tuple[Encoding, ...]
    """Outermost first; layers that change nothing are not listed."""
    certainty: Certainty
    excerpt: str = ""
    """Surroundings with every known value masked."""


class SentRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Method and masked address of a flow's requests."""

    method: str
    url: str


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """Requests that are alike: one per (page, persona, script, channel, method, target, data)."""

    id: str
    page: str
    persona: str
    script: str | None
    instigator: str | None
    attribution: Attribution
    channel: Channel
    recipient: Recipient
    request: SentRequest
    data: tuple[Leak, ...]
    count: int
    outcome: Outcome
    party: Party = Party.THIRD
    attribution_reason: str = ""
    """How the script was named, or why it was not."""
    not_fully_read: str = ""
    """The budget that ended the reading, or why a body is missing; empty when all was read."""
    frame: str = ""
    """Domain of the recipient's own frame that sent it, where that isn't the page's; else empty."""
    accounts: tuple[str, ...] = ()
    """The site's, or somebody else's, ids at the vendor that these requests name by its wire
    format, sorted; what could be a person's value is left out."""


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """A script read a field, a cookie, storage, page text or what tells a browser from another."""

    page: str
    script: str | None
    target: ReadTarget
    kind: DataKind | None
    selector: str
    count: int = 1
    name: str = ""
    """Of the field, cookie or key, or of the API asked for a fingerprint."""
    frame: str = ""
    """Domain of the reader's own frame, where it read there and not in the page; else empty."""


class Storage(msgspec.Struct, frozen=True, kw_only=True):
    """A cookie, storage key or database that was set, and who set it; never what is in it."""

    page: str
    persona: str
    kind: StorageKind
    name: str
    """With `…` for what varies from visitor to visitor."""
    script: str | None
    """Id of the script that set it; null for a header, and where it is not known."""
    header: str | None = None
    """Host whose answer set the cookie by a header; null where a script did."""
    party: Party
    """Of who set it; `first` where that is not known."""
    owner: str
    """Entity of who set it."""
    category: str = ""
    """Of the product of who set it, as for a script's owner."""
    purpose: str = ""
    """What the Open Cookie Database says it is for: `functional`, `marketing`, `analytics`,
    `security`, `necessary`, `personalization`; empty where it doesn't know the name."""
    known_as: str = ""
    """Whose it is by its name, in the same list; who set it may be somebody else."""
    lifetime_days: int | None = None
    """Of a cookie, the longest; null for one that ends with the session, and for all else."""
    count: int = 1
    frame: str = ""
    """Domain of the setter's own frame, where it was set there and not in the page; else empty."""


class Visit(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Everything observed on one page by one persona: what detectors judge."""

    page: Page
    site: str
    """Host of the page."""
    headers: tuple[Header, ...] = ()
    scripts: tuple[Script, ...] = ()
    flows: tuple[Flow, ...] = ()
    reads: tuple[Read, ...] = ()
    containers: tuple[Container, ...] = ()
    replay: tuple[Replay, ...] = ()
    """What session recorders took of a probe of this page."""
    storage: tuple[Storage, ...] = ()

    @property
    def third_party(self) -> tuple[Flow, ...]:
        """Flows to somebody else."""
        return tuple(flow for flow in self.flows if flow.party is Party.THIRD)

    def script(self, script_id: str | None) -> Script | None:
        """The row of that id, or None."""
        return next((s for s in self.scripts if s.id == script_id), None)

    def document_header(self, name: str) -> str | None:
        """Value of a header of the page's own document, or None. `name` in lower case."""
        return next(
            (h.value for h in self.headers if h.name == name and h.url == self.page.url), None
        )
