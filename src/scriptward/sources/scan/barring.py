"""Answers that are no page of the site: challenges of bot walls, refusals, maintenance.

By status, headers and texts that each product's own challenge page has, seen 2024 to 2026. A page
of the site that merely uses one of them, such as a form with a CAPTCHA, is none: it comes with 200.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from scriptward.sources.scan.documents import Document
from scriptward.sources.scan.recording import Recording
from scriptward.vocabulary.capture import Capture
from scriptward.vocabulary.words import PageStatus

_MOST = 400_000
"""Characters of a document that are looked at: challenge pages are short."""
_WALLS = frozenset({202, 401, 403, 405, 406, 429, 503})
"""What challenges are answered with."""


@dataclass(frozen=True, kw_only=True)
class _Wall:
    """One product that stands in front of sites."""

    name: str
    header: tuple[str, str] = ("", "")
    """A header that only its challenge has, and what its value begins with."""
    certain: str = ""
    """Texts that only its challenge page has, whatever the status."""
    likely: str = ""
    """The same, of pages with a status of `_WALLS`."""


_WALL_LIST = (
    _Wall(
        name="Cloudflare",
        header=("cf-mitigated", "challenge"),
        certain=r"window\._cf_chl_opt\s*=|id=\"challenge-error-text\"",
        likely=r"/cdn-cgi/challenge-platform/|cf-error-details|cf-turnstile|challenges\.cloudflare",
    ),
    _Wall(
        name="DataDome",
        certain=r"var dd\s*=\s*\{[^}]{0,600}captcha-delivery\.com",
        likely=r"captcha-delivery\.com|datadome",
    ),
    _Wall(
        name="HUMAN (PerimeterX)",
        certain=r"window\._pxMonitorAbr",
        likely=r"px-captcha|captcha\.px-c(?:dn|loud)\.net|window\._px\w+\s*=|human\.com/px",
    ),
    _Wall(
        name="Akamai",
        certain=r"sec-if-cpt-container|sec-bc-tile-parent|/_sec/cp_challenge/",
        likely=r"errors\.edgesuite\.net|Reference&#32;&#35;|Reference #\d+\.[0-9a-f]+\.\d+",
    ),
    _Wall(
        name="Imperva",
        certain=r"Incapsula incident ID|_Incapsula_Resource\?[^\"'>]{0,400}xinfo=",
        likely=r"_Incapsula_Resource|hcaptcha\.imperva\.com",
    ),
    _Wall(
        name="AWS WAF",
        header=("x-amzn-waf-action", ""),
        certain=r"window\.gokuProps\s*=",
        likely=r"awswaf\.com/[^\"']{0,200}/(?:challenge|captcha)\.js",
    ),
    _Wall(
        name="Kasada",
        header=("x-kpsdk-ct", ""),
        likely=r"/ips\.js\?|KPSDK",
    ),
    _Wall(name="Sucuri", likely=r"Sucuri WebSite Firewall|sucuri_cloudproxy"),
    _Wall(name="F5", certain=r"The requested URL was rejected\. Please consult with your admin"),
    _Wall(name="a CAPTCHA", likely=r"hcaptcha\.com|recaptcha|friendly-?captcha|geetest"),
)
_PATTERNS = tuple(
    (
        wall,
        re.compile(wall.certain, re.IGNORECASE) if wall.certain else None,
        re.compile(wall.likely, re.IGNORECASE) if wall.likely else None,
    )
    for wall in _WALL_LIST
)
_REFUSED = frozenset({401, 403, 429})
_FAILED = 500
"""From here on the server says that it failed, or is closed for maintenance."""


def judge(document: Document, recording: Recording) -> None:
    """Mark a document that is no page of the site, and say why."""
    if document.barred or not document.response_status:
        return
    texts = (recording.network.markup.of(recording.documents.first(document.key), document.url),)
    if why := no_page(document.response_status, document.headers, texts):
        document.barred = True
        document.status, document.reason = PageStatus.INCOMPLETE, why


def without(capture: Capture, documents: Iterable[Document]) -> Capture:
    """A capture without what ran on pages that aren't the site's; the pages stay, with why."""
    barred = {one.key for one in documents if one.barred}
    if not barred:
        return capture
    return replace(
        capture,
        scripts=tuple(one for one in capture.scripts if one.page not in barred),
        sendings=tuple(one for one in capture.sendings if one.self_test or one.page not in barred),
        reads=tuple(one for one in capture.reads if one.page not in barred),
        askings=tuple(one for one in capture.askings if one.page not in barred),
        wrapping=tuple(one for one in capture.wrapping if one[0] not in barred),
    )


def no_page(status: int, headers: Iterable[tuple[str, str]], texts: Iterable[str]) -> str:
    """Why an answer is no page of the site; empty for one that is.

    `headers` and `texts`: of the document's answer.
    """
    if name := _wall(status, {n.lower(): v for n, v in headers}, [t[:_MOST] for t in texts]):
        return f"a challenge of {name} stood in front of it (status {status})"
    if status in _REFUSED or status >= _FAILED:
        return f"the server answered {status}"
    return ""


def _wall(status: int, headers: Mapping[str, str], texts: list[str]) -> str:
    for wall, certain, likely in _PATTERNS:
        header, value = wall.header
        told = header in headers and headers[header].startswith(value)
        if told and (value or status in _WALLS):  # without a value it is on pages let through too
            return wall.name
        if certain is not None and any(map(certain.search, texts)):
            return wall.name
        if status in _WALLS and likely is not None and any(map(likely.search, texts)):
            return wall.name
    return ""
