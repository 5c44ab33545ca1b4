"""What the sensor says, in a scan and live. TypeScript's `vocabulary.ts` is generated from here.

Nothing a person typed is in these records: names, kinds, counts and places only. The one exception
is `Content`, which a scan alone has, of its own invented people, and keeps in memory only.
In a scan each record is one JSON text through the debugger's binding. Live, a `Batch` is the body
of one POST to the collector. A record's kind stands in its field `t`.
"""

import msgspec


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """One call frame, innermost first in a stack."""

    u: str = ""
    """URL as `getFileName()` gives it; empty for nameless code."""
    f: str = ""
    """Function name."""
    l: int = 0  # noqa: E741  # short on the wire
    """Line from 1."""
    c: int = 0
    """Column from 1."""
    h: str = ""
    """SHA-256 of the script's source, where the browser gives it."""
    e: str = ""
    """Eval origin, for code made from strings."""


class Hello(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="hello"):
    """The sensor started in a document."""

    url: str
    """Address without query and fragment."""
    first: bool
    """No page script had run before it."""


class Call(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="call"):
    """A script called an API that can send or load."""

    id: str
    """Name of the task the native call ran in: joins it to the debugger's initiator."""
    api: str
    """`fetch`, `xhr`, `beacon`, `image`, `script`, `frame`, `websocket`, `worker` …"""
    url: str
    """Absolute. In a scan whole; live cut to origin and path."""
    stack: tuple[Caller, ...] = ()
    wrapped: bool = False
    """A page script stood between the caller and the browser's own function."""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A body's bytes, or those of one entry of a form."""

    name: str = ""
    filename: str = ""
    type: str = ""
    """Media type of a file in a form; empty for a text."""
    data: str = ""
    """Base64."""


class Content(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="content"):
    """In a scan: what a call sends where only the page could tell, a blob or a form with files."""

    id: str
    """Of the call, which was said before."""
    form: bool = False
    """The pieces are entries of a `multipart/form-data`."""
    whole: bool = True
    """False where a piece is empty because it could not be read, or is left out."""
    pieces: tuple[Piece, ...] = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="read"):
    """A script read a field, a cookie or a key, or in a scan set one; folded by the sensor."""

    target: str
    """`field`, `cookie`, `storage`, `dom`, `fingerprint`; for what is set `set-cookie`,
    `set-local`, `set-session`, `set-database`."""
    name: str = ""
    """Field's name or id, cookie's or key's name, the API asked for a fingerprint; empty for all
    cookies."""
    selector: str = ""
    type: str = ""
    """Field's `type` and `autocomplete`, a space between. Of a cookie that is set, how long it
    lives: `max-age=…`, `expires=…` or, in milliseconds since 1970, `at=…`."""
    stack: tuple[Caller, ...] = ()
    n: int = 1


class Wraps(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="wraps"):
    """In a scan: a script put its own function in front of the browser's."""

    api: str
    """Name of the function: `fetch`, `send`."""
    stack: tuple[Caller, ...] = ()


class Asked(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="asked"):
    """In a scan: a script called a known SDK's public function."""

    api: str
    """Global name and function: `mixpanel.track`, `fbq`."""
    words: tuple[str, ...] = ()
    """Texts among the arguments, cut: one of them names the event."""
    stack: tuple[Caller, ...] = ()


class Lost(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="lost"):
    """Records the sensor dropped (flood, broken tap): so nobody takes silence for clean."""

    n: int
    why: str


class Datum(msgspec.Struct, frozen=True, kw_only=True):
    """Live: something a person typed was in what was sent; what it was never leaves the page."""

    field: str = ""
    """What the field says of itself: autofill tokens, type, and name or id, each word masked where
    it looks like an identifier. The collector knows the kind of data by it."""
    where: str
    """`host`, `url-path`, `url-query`, `url-fragment`, `header`, `body`."""
    encoding: tuple[str, ...] = ()
    """Outermost first."""
    certainty: str


class Behaviour(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Live: one folded behaviour of one script on one page view."""

    kind: str
    """`send`, `load`, `read`; of the guard `block`, `scrub`, `mask`."""
    api: str
    script: str
    """URL without query, or `sha256:<hex>` for code without an address; empty if unknown."""
    target: str
    """Send, load: origin and path. Read: `field:<name>`, `cookie:<name>`, `storage:<name>`."""
    n: int = 1
    data: tuple[Datum, ...] = ()
    """What a person typed was in each of them; the shortest way it was written in each place."""
    unread: int = 0
    """How many of them could not be read to the end."""


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Live: what one page view did, folded."""

    v: int
    """Version of this format: 1."""
    id: str
    """128 random bits in hex: the same batch sent twice counts once."""
    page: str
    """Path of the page, query and fragment left out."""
    site: str
    """Host of the page."""
    behaviours: tuple[Behaviour, ...] = ()
    lost: int = 0


Record = Hello | Call | Content | Reading | Wraps | Asked | Lost
