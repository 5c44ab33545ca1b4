"""Permissions-Policy: capabilities of the browser that no page of the site uses are switched off.

What the policy permits stays for the site's own pages, and for vendors' frames that a rule names.
Source: W3C Permissions Policy; the features are those Chromium 156 lists itself.
"""

from collections.abc import Iterator

from scriptward.lib.structured_fields import dictionary, inner_list, string
from scriptward.policy.enforcement import (
    Act,
    Actor,
    Browser,
    Compiled,
    Directive,
    Strength,
    either,
    enforcement,
    explained,
    sized,
)
from scriptward.policy.language.words import Action
from scriptward.policy.merging.features import merged
from scriptward.policy.needing.needs import ANYWHERE, CapabilityNeed, Needs
from scriptward.policy.options import Options

HEADER = "Permissions-Policy"
SELF = "self"
FEATURES = {
    Action.GEOLOCATION: ("geolocation",),
    Action.CLIPBOARD: ("clipboard-read",),
    Action.CAMERA: ("camera",),
    Action.MICROPHONE: ("microphone",),
    Action.PAYMENT: ("payment",),
    Action.SENSORS: ("accelerometer", "gyroscope", "magnetometer"),
    Action.USB: ("usb",),
    Action.BLUETOOTH: (),
    Action.SERIAL: ("serial",),
    Action.MIDI: ("midi",),
    Action.NOTIFICATIONS: (),
}
"""By the policy's word; an empty one has no feature in this browser, so no header governs it."""
NEEDLESS = (
    "browsing-topics",
    "compute-pressure",
    "display-capture",
    "hid",
    "idle-detection",
    "keyboard-map",
    "local-fonts",
    "private-state-token-issuance",
    "private-state-token-redemption",
    "window-management",
    "xr-spatial-tracking",
)
"""What no page of a hospital needs, and scripts use to tell visitors apart or to watch them."""
LIMITS = (
    "it switches capabilities, not the sending of data: 0 of 5 beacons, 0 of 20 links stopped",
    "it knows no scripts: what one script may use, every script of the page may",
    "signing in by passkey or by another site, full screen, video, storage: left as they are",
)


@enforcement(header=HEADER)
def permissions_policy(needs: Needs, options: Options) -> Compiled:
    """The header."""
    directives = tuple(_directives(needs.capabilities))
    own = dictionary({one.name: _written(one) for one in directives})
    both, said = merged(own, options.sent_already(HEADER))
    value = options.value(own, both)
    return Compiled(
        header=HEADER,
        value=value,
        strength=Strength.BROWSER,
        size=sized(HEADER, value),
        directives=directives,
        unkept=tuple(_unkept(needs)),
        limits=LIMITS,
        browsers=_browsers(),
        acts=tuple(_acts(needs)),
        notes=said,
    )


def _browsers() -> tuple[Browser, ...]:
    remark = "its report-only form since 120"
    chrome, edge, *others = either("85", "85", "", "")
    return (
        Browser(name=chrome.name, since=chrome.since, remark=remark),
        Browser(name=edge.name, since=edge.since, remark=remark),
        *others,
    )


def _directives(capabilities: tuple[CapabilityNeed, ...]) -> Iterator[Directive]:
    rows = [(one, action) for action, names in FEATURES.items() for one in names]
    for feature, action in sorted(rows):
        asked = [one for one in capabilities if one.action is action]
        found = [(_source(one.host), one.because) for one in asked]
        holes = (
            ["*: frames of any host, where the page hands it on"]
            if any(one.host == ANYWHERE for one in asked)
            else []
        )
        yield explained(feature, found, holes=holes)
    for feature in NEEDLESS:
        yield explained(feature, ())


def _source(host: str) -> str:
    if host == ANYWHERE:
        return ANYWHERE
    return string(f"https://{host}") if host else SELF


def _written(directive: Directive) -> str:
    sources = [opening.source for opening in directive.openings]
    if ANYWHERE in sources:
        return ANYWHERE
    return inner_list(sorted(sources, key=lambda one: (one != SELF, one)))


def _unkept(needs: Needs) -> Iterator[str]:
    for need in needs.capabilities:
        if not FEATURES[need.action]:
            about = f"{need.because} is about {need.action.value}"
            yield f"{about}: no feature of this header governs it"


def _acts(needs: Needs) -> Iterator[Act]:
    framed = sorted({need.host for need in needs.capabilities if need.host})
    if framed:
        yield Act(
            who=Actor.PAGE,
            does=f'give frames of {", ".join(framed)} what they need: `allow="…"` on the element',
        )
