"""Chromium's command line: what a scan needs, merged with the user's own switches."""

import os
from collections.abc import Iterable, Sequence

NO_SANDBOX = "--no-sandbox"
_SANDBOX_OFF = frozenset({NO_SANDBOX, "--disable-setuid-sandbox", "--disable-seccomp-sandbox"})

_OFF = (
    # Unload: without these two the debugger loses what a page sends in `pagehide`.
    "RenderDocument",
    "BackForwardCache",
    # A sandboxed frame without an address of its own (`srcdoc`) gets a process of its own, and is
    # not kept waiting for the debugger there: what it sent at once was never seen.
    "IsolateSandboxedIframes",
    # Chromium's own errands, which are not the site's traffic.
    "AimEnabled",
    "AutofillServerCommunication",
    "CertificateTransparencyComponentUpdater",
    "DialMediaRouteProvider",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "InterestFeedContentSuggestions",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PreconnectToSearch",
    "Translate",
    "WebUIOmniboxPopup",
    # A page of the browser's own in every window, which takes a second of processor time.
    "WebUIOmniboxAimPopup",
    # What Playwright switches off for its own sake; a later list replaces its earlier one.
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "PaintHolding",
)
_SWITCHES = (
    "--remote-debugging-port=0",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-domain-reliability",
    "--disable-auto-reload",
    "--disable-blink-features=AutomationControlled",
    "--deny-permission-prompts",
    "--disable-logging",
    "--mute-audio",
)
_BLINK = (
    # A debugger turns off the engine's memory of compiled code, so that each page compiles every
    # script anew. This keeps the code beside the file from its first load on, and uses it.
    "v8CacheOptions=4",
    # Playwright's own for a page with a mouse; a later list replaces its earlier one.
    "primaryHoverType=2",
    "availableHoverTypes=2",
    "primaryPointerType=4",
    "availablePointerTypes=4",
)
_ENGINE = (
    # Each stack names lines and columns. V8 finds them by compiling a script a second time when the
    # first stack through it is taken: 20 ms for 100 kB, in the middle of the page's own work.
    "--no-enable-lazy-source-positions",
)
LOCAL_CHECKS = "LocalNetworkAccessChecks"
VIEWPORT = (1366, 768)
LOCALE = "en-US"
_AGENT = "--user-agent="
TIME_ZONE = "America/New_York"
"""Some scripts run only for visitors of the country they are after; a server's clock says UTC."""


def merged(user: Iterable[str], *, version: str, local_checks: bool) -> tuple[str, ...]:
    """All switches. `version`: Chromium's, for a user agent without the word Headless.

    `local_checks`: Chromium itself stops public pages that reach for private addresses.
    """
    off = [*_OFF, *(() if local_checks else (LOCAL_CHECKS,))]
    blink, engine, rest = [*_BLINK], [*_ENGINE], []
    for switch in user:
        name, _, value = switch.partition("=")
        if name == "--disable-features":
            off += [feature for feature in value.split(",") if feature]
        elif name == "--blink-settings":
            blink += [setting for setting in value.split(",") if setting]
        elif name == "--js-flags":
            engine += value.split()
        elif switch not in _SANDBOX_OFF:
            rest.append(switch)
    agent = [] if names_agent(rest) else [f"{_AGENT}{user_agent(version)}"]
    lists = (
        f"--disable-features={','.join(dict.fromkeys(off))}",
        f"--blink-settings={','.join(blink)}",
        f"--js-flags={' '.join(engine)}",
    )
    return (*_SWITCHES, *agent, *lists, *rest)


def names_agent(user: Iterable[str]) -> bool:
    """Whether the user says what the browser calls itself."""
    return any(switch.startswith(_AGENT) for switch in user)


def sandbox_switched_off(user: Sequence[str]) -> bool:
    """Whether the user's own word is to go without Chromium's sandbox."""
    return any(switch in _SANDBOX_OFF for switch in user)


def sandbox_impossible() -> bool:
    """Whether Chromium refuses its sandbox for sure: it does as root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def user_agent(version: str, *, mobile: bool = False) -> str:
    """What Chromium of a version calls itself, as it does where people see it.

    Source: Chromium's reduced User-Agent, the same on all telephones (2023).
    """
    major = version.partition(".")[0] or "140"
    system, kind = ("Linux; Android 10; K", " Mobile") if mobile else ("X11; Linux x86_64", "")
    return (
        f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko)"
        f" Chrome/{major}.0.0.0{kind} Safari/537.36"
    )
