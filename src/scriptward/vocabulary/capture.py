"""What a source saw, before anything is judged or masked. In memory only, never stored.

A source (scan, HAR import) fills a `Capture`; `analysis.observing` turns it into visits, which
hold kinds and masks instead of values. Everything here may hold what a person typed, so these
types are dataclasses without an encoder and keep values out of their `repr`.
"""

from dataclasses import dataclass, field

from scriptward.vocabulary.observations import Choice
from scriptward.vocabulary.replay import Surface
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import (
    Channel,
    DataKind,
    Outcome,
    PageStatus,
    ReadTarget,
    ScriptKind,
    StorageKind,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A value to look for: a canary, a chosen option, or one of a values file."""

    name: str
    """The canary's or field's name; the part after its last dot says the kind."""
    text: str = field(repr=False)
    stated: bool = False
    """Written in the user's own journey or command line, so a page address may keep it."""
    kind: DataKind | None = None
    """Where the name does not say it; None: the part of the name after its last dot does."""
    keys: tuple[str, ...] = ()
    """Names and ids of the form fields it was put into: evidence beside a short value."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """One call frame of a stack, as the debugger or the sensor named it."""

    url: str = ""
    """Empty for nameless code."""
    script: str = ""
    """Key of the `RawScript` in the capture; empty where unknown."""
    function: str = ""
    line: int = 0
    """From 1; 0 where unknown."""
    column: int = 0
    sha256: str = ""
    """Of the script's source, where the browser gave it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Initiator:
    """What the debugger says started a request."""

    type: str = "other"
    """`parser`, `script`, `preload`, `preflight`, `SignedExchange`, `other`; `unwritten` for what
    the parser is said to have asked for and no text of the document or its styles names."""
    url: str = ""
    line: int = 0
    stack: tuple[Frame, ...] = ()
    """Synchronous frames, innermost first."""
    parents: tuple[tuple[Frame, ...], ...] = ()
    """Stacks of the async parents, nearest first."""
    request: str = ""
    """Key of the request that led to this one (preflight, redirect)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SensorCall:
    """What the sensor saw of the same call, from inside the page."""

    api: str
    """`fetch`, `xhr`, `sendBeacon`, `img.src` …"""
    stack: tuple[Frame, ...] = ()
    """Synchronous frames outside every wrapper, innermost first."""
    wrapped: bool = False
    """A page script stood between the caller and the browser's own function."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """A script asked a known SDK, by its public function, to track something."""

    page: str
    api: str
    """`mixpanel.track`, `fbq` …"""
    words: tuple[str, ...] = field(default=(), repr=False)
    """Texts among the arguments: one of them names the event."""
    stack: tuple[Frame, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sending:
    """One request with its circumstances: who, where, how it ended."""

    key: str
    """Unique in the capture."""
    page: str
    """Key of the `RawPage`."""
    request: Request
    channel: Channel
    frame_url: str = ""
    """Of the document or worker that sent it; empty where unknown."""
    context: str = "page"
    """`page`, `frame`, `worker`, `shared_worker`, `service_worker`."""
    sender_script: str = ""
    """Key of the worker's own script for sends from a worker."""
    initiator: Initiator = field(default_factory=Initiator)
    sensor: SensorCall | None = None
    """None where only the network saw it."""
    outcome: Outcome = Outcome.SENT
    status: int = 0
    """HTTP status; 0 where there was no answer."""
    response_headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    redirected_from: str = ""
    """Key of the hop before this one."""
    reason: str = ""
    """Why a frame goes to this document, in the debugger's words: `scriptInitiated` …"""
    self_test: str = ""
    """Name of the planted leak this is; such sendings are no traffic of the site."""
    remote_address: str = field(default="", repr=False)
    """IP address that the browser connected to; empty where unknown or a proxy's. Never stored."""
    certificate: tuple[str, ...] = ()
    """Host names in the certificate that it was answered with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RawScript:
    """One piece of code that ran in one page, frame or worker."""

    key: str
    """Unique in the capture."""
    page: str
    kind: ScriptKind
    url: str = ""
    """Empty for code without an address of its own (inline, eval, handlers)."""
    sha256: str = ""
    """Lower-case hex of decoded bytes, element text or attribute value; empty if never seen."""
    size: int = 0
    """Bytes of the same."""
    source: str = field(default="", repr=False)
    """The text, possibly cut; empty where it was not kept."""
    loaded_by: str = ""
    """Key of another script, `document` for the parser, empty where unknown."""
    integrity: str = ""
    """The `integrity` attribute of the element that loaded it."""
    frame_url: str = ""
    """The document or worker it ran in; empty where unknown."""
    makers: tuple[tuple[Frame, ...], ...] = ()
    """Stacks that ran as it was made, nearest first, where that is how its loader is known."""
    broken: bool = False
    """The browser refused it, as it is no JavaScript."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RawRead:
    """One kind of reading by one script, folded by the source."""

    page: str
    target: ReadTarget
    name: str = ""
    """Field's name or id, cookie's or key's name; never what was in it."""
    selector: str = ""
    field_type: str = ""
    """`type` and `autocomplete` of a field, a space between."""
    stack: tuple[Frame, ...] = ()
    count: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class RawKept:
    """Something one script keeps in the browser, folded by the source; never what it is."""

    page: str
    kind: StorageKind
    name: str = ""
    """Of the cookie, key or database."""
    days: float | None = None
    """How long a cookie lives; None for one that ends with the session."""
    stack: tuple[Frame, ...] = ()
    count: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class RawForm:
    """One form of a page or of a frame in it, or the fields of a document outside every form."""

    document: str = field(repr=False)
    """Address of the document it stands in."""
    action: str = field(default="", repr=False)
    """Where it would be sent; empty where it names no address."""
    fields: tuple[str, ...] = ()
    """As those of the page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RawPage:
    """One document (or app screen) that was visited."""

    key: str
    url: str = field(repr=False)
    """As visited, after redirects."""
    persona: str = "default"
    status: PageStatus = PageStatus.COMPLETE
    reason: str = ""
    """Why it is not complete; empty otherwise."""
    title: str = field(default="", repr=False)
    headings: tuple[str, ...] = field(default=(), repr=False)
    fields: tuple[str, ...] = ()
    """`type|name|autocomplete|label` of each form field, values never."""
    forms: tuple[RawForm, ...] = ()
    """With those of every frame; empty where the source can't see them."""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Of the document's response, as the browser received them."""
    remote_address: str = ""
    """IP address the document came from; empty where unknown. Never stored."""
    first: str = ""
    """Key of its document's first page, where it is a later screen of that: its scripts run on."""
    consent: Choice | None = field(default=None, repr=False)
    """Its reason and product may hold what the page says."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Planted:
    """One leak the self-test planted beside the page."""

    name: str
    """`channel/encoding`."""
    value: Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A surface that a replay probe put into a page."""

    surface: Surface
    mark: Value
    """Id and class of the place it stands in, which no recorder has a reason to mask."""
    value: Value
    """What stands on the surface, and nowhere else."""
    marking: str = ""
    """The vendor's marking that the element carried, as in markup."""
    done: bool = True
    """It was placed, and filled or clicked where that is its point."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplayProbe:
    """A visit of its own on which surfaces were put into a page that has a session recorder."""

    page: str
    """Key of the page as the ordinary visit saw it."""
    recorders: tuple[str, ...]
    """Names of those recognised on that page."""
    placed: tuple[Placed, ...]
    end: Value
    """Id and class of what was put in last: who sends it has sent what was before."""
    visit: "Capture"
    """What the probe's visit saw; its values are those of the surfaces."""
    reason: str = ""
    """Why it did not come to its end; empty otherwise."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """Everything one run of a source saw."""

    source: str
    """`scan`, `har`."""
    started_at: str
    """UTC, ISO 8601."""
    finished_at: str
    browser: str = ""
    personas: tuple[str, ...] = ("default",)
    pages: tuple[RawPage, ...] = ()
    scripts: tuple[RawScript, ...] = ()
    sendings: tuple[Sending, ...] = ()
    reads: tuple[RawRead, ...] = ()
    kept: tuple[RawKept, ...] = ()
    """What scripts set; cookies that answers set are in the sendings' headers."""
    aliases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Hosts that were asked for in the DNS, and their further names, the canonical one last."""
    askings: tuple[Asking, ...] = ()
    wrapping: tuple[tuple[str, tuple[Frame, ...]], ...] = ()
    """Page and stack of each time a script put its own function in front of the browser's."""
    values: tuple[Value, ...] = ()
    own_hosts: tuple[str, ...] = ()
    """Hosts that are the site's own beside the page's registrable domain."""
    planted: tuple[Planted, ...] = ()
    probes: tuple[ReplayProbe, ...] = ()
    """Visits beside, whose traffic is none of the site's ordinary one."""
    failures: tuple[str, ...] = ()
    """Pages, steps and entries that failed, a sentence each; any makes the run incomplete."""
    unseen: tuple[str, ...] = ()
    """What this source could not see, a sentence each, for the report's limits."""
