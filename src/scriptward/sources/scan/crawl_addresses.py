"""Addresses as a crawl sees them: which of them are one page, and which are better left alone."""

import re
from enum import Enum, auto
from posixpath import splitext
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

_LONGEST = 2_000
_DEEPEST = 16
"""Parts of a path."""
_REPEATS = 3
"""Of one part in a path: relative links of a wrong base grow without end."""

_TRACKING = re.compile(
    r"utm_\w+|hsa_\w+|mtm_\w+|pk_\w+|[a-z]{0,3}clid|gbraid|wbraid|gad_\w+|_ga|_gl|igshid"
    r"|li_fat_id|mc_[ce]id|_hs\w+|mkt_tok|vero_id|epik|s_cid|cmpid"
    r"|(php|j|asp)?sess(ion)?_?id",
    re.IGNORECASE,
)
"""Parameters that name a campaign, a click or a visit and not a page."""
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_BREAKS = re.compile(r"[^a-z0-9]+")
_LOUD = re.compile(
    r"(?<![a-z0-9])(?:(?:log|sign) ?(?:out|off)|end ?session|deletes?|remove|unsubscribe|opt ?out"
    r"|deactivate|cancel|logoff|cerrar sesion|salir|eliminar|borrar|add to (?:cart|bag)"
    r"|wp login|wp admin)(?![a-z0-9])"
)
"""Words of an address whose visit does something: it ends a session, deletes, unsubscribes."""
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|[ct]sv|epub|ics|vcf|zip|t?gz|bz2|xz|7z|rar|tar"
    r"|iso|dmg|exe|msi|apk|deb|rpm|jar|jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|heic|psd|eps"
    r"|mp[34]|m4[av]|wav|og[gv]|webm|mov|avi|wmv|flv|mpe?g|m?js|css|map|json|xml|rss|atom"
    r"|woff2?|ttf|otf|eot|swf|wasm|dcm)",
    re.IGNORECASE,
)
"""Ends of paths that are files and not pages."""


class Left(Enum):
    """Why a link is not followed."""

    ELSEWHERE = auto()
    """No address of a web page."""
    FILE = auto()
    LOUD = auto()
    """Its visit would do something."""
    ENDLESS = auto()
    """Longer or deeper than pages are."""


def canonical(url: str) -> str:
    """The address of a page without what doesn't change it; empty for what is no web address.

    Without fragment (an app's route `#/…` stays), campaign, click and session parameters.
    """
    parts = _split(url)
    if parts is None:
        return ""
    host = (parts.hostname or "").rstrip(".")
    place = f"[{host}]" if ":" in host else host
    if parts.port and parts.port != {"http": 80, "https": 443}[parts.scheme]:
        place += f":{parts.port}"
    query = parts.query
    if _TRACKING.search(query):
        kept = parse_qsl(query, keep_blank_values=True)
        query = urlencode([(name, text) for name, text in kept if not _TRACKING.fullmatch(name)])
    route = parts.fragment if parts.fragment.startswith(("/", "!/")) else ""
    path = _SESSION.sub("", parts.path) or "/"
    return urlunsplit((parts.scheme, place, path, query, route))


def left_alone(url: str) -> Left | None:
    """Why a canonical address is not followed; None for one that may be."""
    if not url:
        return Left.ELSEWHERE
    parts = urlsplit(url)
    steps = steps_of(parts.path)
    if _FILE.fullmatch(splitext(parts.path)[1]):
        return Left.FILE
    if len(url) > _LONGEST or len(steps) > _DEEPEST:
        return Left.ENDLESS
    if any(steps.count(step) >= _REPEATS for step in set(steps)):
        return Left.ENDLESS
    words = _BREAKS.sub(" ", unquote(f"{parts.path} {parts.query} {parts.fragment}").lower())
    return Left.LOUD if _LOUD.search(words) else None


def steps_of(path: str) -> tuple[str, ...]:
    """The parts of a path."""
    return tuple(part for part in path.split("/") if part)


def _split(url: str) -> SplitResult | None:
    """Parts of an http(s) address without a user's name in it."""
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
        parts.port  # noqa: B018  # raises ValueError where it is no number
    except ValueError:
        return None
    return parts if usable and "@" not in parts.netloc else None
