"""Session replay, as a probe showed it: which surfaces of a page a recorder passes on."""

from enum import auto

import msgspec

from scriptward.vocabulary.words import PageClass, Where, Word


class Surface(Word):
    """A place of a page where a person's data may stand."""

    INPUT_TEXT = auto()
    INPUT_EMAIL = auto()
    INPUT_TEL = auto()
    INPUT_SEARCH = auto()
    INPUT_NUMBER = auto()
    INPUT_DATE = auto()
    INPUT_PASSWORD = auto()
    TEXTAREA = auto()
    CONTENTEDITABLE = auto()
    SUBMITTED = auto()
    """Typed into a form that was then submitted."""
    INPUT_HIDDEN = auto()
    VALUE_ATTRIBUTE = auto()
    """What the page put into a field before anybody typed."""
    VALUE_SET_BY_SCRIPT = auto()
    RADIO_VALUE = auto()
    CHECKBOX_VALUE = auto()
    OPTION_VALUE = auto()
    RADIO_LABEL = auto()
    CHECKBOX_LABEL = auto()
    OPTION_TEXT = auto()
    DATALIST_OPTION = auto()
    TEXT = auto()
    TABLE_TEXT = auto()
    TEXT_CHANGED = auto()
    """Put in the place of other text after the recorder saw the element."""
    SHADOW_TEXT = auto()
    SRCDOC_TEXT = auto()
    PLACEHOLDER = auto()
    TITLE_ATTRIBUTE = auto()
    ARIA_LABEL = auto()
    ALT = auto()
    HREF = auto()
    SRC = auto()
    DATA_ATTRIBUTE = auto()
    CLICKED_TEXT = auto()
    CLICKED_ARIA_LABEL = auto()
    PAGE_TITLE = auto()
    URL_QUERY = auto()
    MARKED_TEXT = auto()
    """Text of an element that carries a marking of the vendor's against recording."""
    MARKED_INPUT = auto()
    """Typed into a field that carries such a marking."""


TYPED = frozenset(
    {
        Surface.INPUT_TEXT,
        Surface.INPUT_EMAIL,
        Surface.INPUT_TEL,
        Surface.INPUT_SEARCH,
        Surface.INPUT_NUMBER,
        Surface.INPUT_DATE,
        Surface.INPUT_PASSWORD,
        Surface.TEXTAREA,
        Surface.CONTENTEDITABLE,
        Surface.SUBMITTED,
    }
)
"""Surfaces that a person types into."""
MARKED = frozenset({Surface.MARKED_TEXT, Surface.MARKED_INPUT})


class Passing(Word):
    """What became of a surface's content in a vendor's recording."""

    SENT = auto()
    MASKED = auto()
    """The recording holds the place itself and what came after it, and not its content."""
    NOT_SEEN = auto()
    """Neither could be told. It doesn't mean that the content is never sent."""


class SurfaceSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One surface of the probe and what a vendor got of it."""

    surface: Surface
    outcome: Passing
    marking: str = ""
    """The vendor's marking that the element carried: `class="ph-no-capture"`; else empty."""
    where: Where | None = None
    """Null where it was not sent."""
    path: str = ""
    """As of a flow's data: `body[0].properties.$snapshot_data[3].data.text`."""
    url: str = ""
    """Masked address it was sent to."""
    setting: str = ""
    """The vendor's own setting that masks it; empty where none is known."""


class Replay(msgspec.Struct, frozen=True, kw_only=True):
    """What one recorder took of the probe on one page."""

    page: str
    page_class: PageClass
    persona: str
    entity: str
    """The vendor; `unknown` where only a recording was recognised."""
    product: str
    host: str
    """That got the recording; empty where none arrived."""
    version: str
    """Of the installed recorder; empty where it does not tell."""
    script: str | None
    """Id of the script that sent the recording."""
    surfaces: tuple[SurfaceSeen, ...]
    reason: str = ""
    """Why surfaces were not seen, where that is known."""
