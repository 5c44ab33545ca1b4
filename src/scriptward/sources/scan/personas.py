"""Kinds of visitor: what their browser says and looks like, and which choice they make."""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypedDict

from playwright.async_api import ViewportSize

from scriptward.sources.scan import switches
from scriptward.vocabulary.errors import UsageError

GPC_SCRIPT = (
    "try { Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', "
    "{ value: true, enumerable: true, configurable: true }); } catch {}"
)
"""What a browser with the signal has beside its header (Global Privacy Control, section 3.3)."""


class ContextOptions(TypedDict, total=False):
    """Arguments of Playwright's `new_context`."""

    viewport: ViewportSize
    locale: str
    timezone_id: str
    extra_http_headers: dict[str, str]
    is_mobile: bool
    has_touch: bool
    device_scale_factor: float
    user_agent: str


class Control(Enum):
    """With what of the site a visitor makes their choice."""

    NONE = auto()
    ACCEPT = auto()
    REJECT = auto()
    LINK = auto()
    """The site's own link to opt out."""


@dataclass(frozen=True, kw_only=True)
class Persona:
    """One kind of visitor."""

    name: str
    context: ContextOptions = field(default_factory=ContextOptions)
    control: Control = Control.NONE
    gpc: bool = False
    """The browser says that its user opts out."""
    returns: bool = False
    """They were there before; only their second visit is theirs."""


_DESKTOP: ContextOptions = {
    "viewport": {"width": switches.VIEWPORT[0], "height": switches.VIEWPORT[1]},
    "locale": switches.LOCALE,
    "timezone_id": switches.TIME_ZONE,
}
_MOBILE: ContextOptions = {
    "viewport": {"width": 412, "height": 915},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2.6,
}
_ALL = (
    Persona(name="default"),
    Persona(name="accepted", control=Control.ACCEPT),
    Persona(name="rejected", control=Control.REJECT),
    Persona(name="opt-out-link", control=Control.LINK),
    Persona(name="gpc", context={"extra_http_headers": {"Sec-GPC": "1"}}, gpc=True),
    Persona(name="mobile", context=_MOBILE),
    Persona(name="returning", returns=True),
    Persona(
        name="abroad",
        context={"locale": "de-DE", "timezone_id": "Europe/Berlin"},
        returns=True,
    ),
)
_PERSONAS = {one.name: one for one in _ALL}
NAMES = tuple(_PERSONAS)


def persona(name: str) -> Persona:
    """The persona of that name. Raises UsageError."""
    if name not in _PERSONAS:
        raise UsageError(f"no persona {name!r}", hint=f"one of {', '.join(_PERSONAS)}")
    return _PERSONAS[name]


def options(chosen: Persona, *, version: str = "", agent: bool = True) -> ContextOptions:
    """How Playwright makes the context of a persona.

    `version`: Chromium's. `agent`: False where the user says what the browser calls itself.
    """
    made: ContextOptions = {**_DESKTOP, **chosen.context}
    if agent and made.get("is_mobile"):
        made["user_agent"] = switches.user_agent(version, mobile=True)
    return made
