"""What a tag manager's container is set to do, read from its text before any tag fires.

Settings, not conduct: that a tag may read something is no proof that it was sent.
"""

from enum import auto

import msgspec

from scriptward.vocabulary.words import Word


class Reach(Word):
    """What flows into a tag, or what its own code reads."""

    FORM_VALUE = auto()
    USER_DATA = auto()
    """E-mail, phone or address that the vendor's code finds on the page or is told."""
    ELEMENT_TEXT = auto()
    DOM_ELEMENT = auto()
    """Text or attribute of an element named by id or selector."""
    ELEMENT = auto()
    """Address, id or class of the element clicked or submitted, or the element itself."""
    PAGE_URL = auto()
    PAGE_QUERY = auto()
    PAGE_FRAGMENT = auto()
    PAGE_PATH = auto()
    PAGE_HOST = auto()
    PAGE_TITLE = auto()
    REFERRER = auto()
    COOKIE = auto()
    STORAGE = auto()
    DATA_LAYER = auto()
    JS_VARIABLE = auto()
    CUSTOM_JS = auto()


class Risk(Word):
    """How much of a person's entries or address a tag is set to reach."""

    LOW = auto()
    MEDIUM = auto()
    HIGH = auto()


class Reaching(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a tag reaches."""

    kind: Reach
    name: str = ""
    """Of the cookie, key, selector or query parameter; empty where it has none."""
    variable: int | None = None
    """Index of the container's variable that reads it; null where the tag's own code does."""


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """One test of a trigger."""

    says: str
    """In words: `page path contains /book`."""
    subject: str
    """Name of the variable tested: `event`, `page path` …"""
    test: str
    """`is`, `contains`, `starts with`, `ends with`, `matches` …"""
    value: str
    ignore_case: bool = False


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """One rule: it applies when all of `when` hold and none of `unless` does."""

    when: tuple[Condition, ...]
    unless: tuple[Condition, ...] = ()


class InlineScript(msgspec.Struct, frozen=True, kw_only=True):
    """Code that a custom HTML tag puts into the page."""

    sha256: str
    """As it will run; empty where variables flow into it."""
    bytes: int
    """Without what variables put into it."""
    pieces: tuple[str, ...] = ()
    """Its text, cut where variables stand; left out of reports."""


class Child(msgspec.Struct, frozen=True, kw_only=True):
    """Another container that a zone loads."""

    id: str
    name: str = ""
    when: tuple[Condition, ...] = ()
    """Where the zone applies; empty for everywhere."""


class UserData(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of Google's user-provided data."""

    enabled: bool
    automatic: bool
    """The vendor's code looks for entries by itself."""
    manual: bool
    email: bool
    phone: bool
    address: bool
    excluded: tuple[str, ...] = ()
    """Selectors it keeps away from."""


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """One tag of a container."""

    index: int
    tag_id: int | None
    """Kept by the container's owner from version to version."""
    function: str
    name: str
    """What kind of tag: `custom HTML`, `GA4 event`; of a paused one what it was."""
    vendor: str = ""
    product: str = ""
    """Where the function or a host tells it."""
    account: str = ""
    """Measurement, conversion or pixel id."""
    event: str = ""
    paused: bool = False
    blocked: bool = False
    """Whatever adds it comes with a rule that blocks it."""
    priority: int = 0
    consent: tuple[str, ...] = ()
    """Consent types it asks for beyond its own checks."""
    triggers: tuple[Trigger, ...] = ()
    """Rules that fire it, any of them."""
    blockers: tuple[Trigger, ...] = ()
    """Rules that keep it from firing."""
    runs_with: tuple[int, ...] = ()
    """Tags that have it run before or after them."""
    html: str = ""
    """Of a custom HTML tag, variables as `{{name}}`."""
    scripts: tuple[str, ...] = ()
    """Addresses of scripts it loads."""
    hosts: tuple[str, ...] = ()
    """Every host its settings, its text or its template name."""
    inline: tuple[InlineScript, ...] = ()
    reaches: tuple[Reaching, ...] = ()
    risk: Risk = Risk.LOW
    children: tuple[Child, ...] = ()
    user_data: UserData | None = None
    digest: str = ""
    """Of its settings with all variables in them, whatever their numbers."""


class Variable(msgspec.Struct, frozen=True, kw_only=True):
    """One variable of a container."""

    index: int
    function: str
    name: str
    digest: str = ""


class Container(msgspec.Struct, frozen=True, kw_only=True):
    """One container of a tag manager."""

    product: str
    id: str
    """`GTM-…`, `G-…`; empty where it isn't told."""
    version: str = ""
    """Published version; empty where it isn't told."""
    tags: tuple[Tag, ...] = ()
    variables: tuple[Variable, ...] = ()
    reason: str = ""
    """Why it isn't read, or not to its end; empty where all was read."""
    url: str = ""
    """Masked."""
    script: str = ""
    """Id of the script it is."""
    pages: tuple[str, ...] = ()

    @property
    def children(self) -> tuple[Child, ...]:
        """Containers that its zones load."""
        return tuple(child for tag in self.tags for child in tag.children)
