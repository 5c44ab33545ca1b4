"""The shape of what is known of one session recorder: how it is recognised and how it masks.

Signs are texts of the code that records, not of the vendor's other products: minifiers leave
property names, attributes and messages alone.
"""

from dataclasses import dataclass

from scriptward.vocabulary.replay import MARKED, TYPED, Surface


@dataclass(frozen=True, kw_only=True, slots=True)
class Marking:
    """An attribute by which a page tells a recorder to leave an element alone."""

    name: str
    value: str = ""
    of_text: bool = True
    """It hides the element's text."""
    of_input: bool = True
    """It hides what is typed into the element."""

    @property
    def shown(self) -> str:
        """As in markup."""
        return f'{self.name}="{self.value}"' if self.value else self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """The vendor's own settings that mask, by group of surfaces; empty where there is none."""

    inputs: str
    texts: str
    attributes: str = ""
    choices: str = ""
    """Values of hidden fields, boxes and options; empty: as `inputs`."""
    clicks: str = ""
    """Names of clicked elements; empty: as `texts`."""
    address: str = ""
    """Address and title of the page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorder:
    """One vendor's recorder."""

    entity: str
    product: str
    signs: tuple[str, ...]
    """All of them stand in the code that records."""
    path: str
    """A regular expression of the path its recordings go to; empty for any."""
    markings: tuple[Marking, ...]
    settings: Settings
    source: str
    """Where settings and markings are written down."""
    versions: tuple[str, ...] = ()
    """Regular expressions with one group, for the recorder's code or its requests' addresses."""

    def setting(self, surface: Surface) -> str:
        """The vendor's own setting that masks a surface; empty where none is known."""
        known = self.settings
        if surface in TYPED | {Surface.VALUE_ATTRIBUTE, Surface.VALUE_SET_BY_SCRIPT}:
            return known.inputs
        if surface in MARKED:
            return known.inputs if surface is Surface.MARKED_INPUT else known.texts
        if surface in _CHOICES:
            return known.choices or known.inputs
        if surface in _ATTRIBUTES:
            return known.attributes
        if surface in _CLICKS:
            return known.clicks or known.texts
        return known.address if surface in _ADDRESS else known.texts


_CHOICES = frozenset(
    {
        Surface.INPUT_HIDDEN,
        Surface.RADIO_VALUE,
        Surface.CHECKBOX_VALUE,
        Surface.OPTION_VALUE,
    }
)
_ATTRIBUTES = frozenset(
    {
        Surface.PLACEHOLDER,
        Surface.TITLE_ATTRIBUTE,
        Surface.ARIA_LABEL,
        Surface.ALT,
        Surface.HREF,
        Surface.SRC,
        Surface.DATA_ATTRIBUTE,
        Surface.DATALIST_OPTION,
    }
)
_CLICKS = frozenset({Surface.CLICKED_TEXT, Surface.CLICKED_ARIA_LABEL})
_ADDRESS = frozenset({Surface.PAGE_TITLE, Surface.URL_QUERY})
