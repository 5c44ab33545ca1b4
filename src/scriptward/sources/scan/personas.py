"""Kinds of visitor: what their browser says and looks like."""

from typing import TypedDict

from playwright.async_api import ViewportSize

from scriptward.sources.scan import switches
from scriptward.vocabulary.errors import UsageError


class ContextOptions(TypedDict, total=False):
    """Arguments of Playwright's `new_context`."""

    viewport: ViewportSize
    locale: str
    extra_http_headers: dict[str, str]
    is_mobile: bool
    has_touch: bool
    device_scale_factor: float


_DESKTOP: ContextOptions = {
    "viewport": {"width": switches.VIEWPORT[0], "height": switches.VIEWPORT[1]},
    "locale": switches.LOCALE,
}
_PERSONAS: dict[str, ContextOptions] = {
    "default": {},
    "gpc": {"extra_http_headers": {"Sec-GPC": "1"}},
    "mobile": {
        "viewport": {"width": 412, "height": 915},
        "is_mobile": True,
        "has_touch": True,
        "device_scale_factor": 2.6,
    },
}


def options(persona: str) -> ContextOptions:
    """How Playwright makes the context of a persona. Raises UsageError."""
    if persona not in _PERSONAS:
        raise UsageError(f"no persona {persona!r}", hint=f"one of {', '.join(_PERSONAS)}")
    return {**_DESKTOP, **_PERSONAS[persona]}
