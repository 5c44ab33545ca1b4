"""The address a request went to, whole."""

import re
from collections.abc import Mapping
from urllib.parse import quote_plus

from scriptward.sources.har.fields import pairs, text

_SENT = re.compile(r"(?:https?|wss?):", re.IGNORECASE)
_INSIDE = re.compile(
    r"(?:data:|blob:|about:|javascript:|mailto:|tel:|urn:|[a-z][a-z0-9+.-]*+:/)", re.IGNORECASE
)
"""Schemes of what never leaves by HTTP; the last stands for `file://`, `chrome-extension://` …"""
_AUTHORITY = re.compile(r"[A-Za-z0-9.\[\]:_-]++(?:[/?#].*+)?+", re.DOTALL)


class NoAddressError(ValueError):
    """There is no address in the request."""


def address_of(request: Mapping[str, object], headers: Mapping[str, str]) -> str:
    """The address; empty where nothing was sent. Raises NoAddressError.

    `headers`: names in lower case. Converters of raw messages keep the path alone, beside a Host
    header.
    """
    url = text(request.get("url")).strip()
    if _SENT.match(url):
        return _whole(url, request)
    if not url:
        raise NoAddressError
    if _INSIDE.match(url):
        return ""
    host = headers.get("host") or headers.get(":authority", "")
    if url.startswith("//"):
        url = url[2:]
    elif url.startswith("/") or url == "*":
        if not host:
            raise NoAddressError
        url = host + url.removeprefix("*")
    if not _AUTHORITY.fullmatch(url):
        raise NoAddressError
    return _whole(f"{headers.get(':scheme', 'https')}://{url}", request)


def _whole(url: str, request: Mapping[str, object]) -> str:
    """Some tools keep the query in its list only."""
    if "?" in url or not request.get("queryString"):
        return url
    query = "&".join(
        f"{quote_plus(name, errors='replace')}={quote_plus(value, errors='replace')}"
        for name, value in pairs(request.get("queryString"))
    )
    address, hash_sign, fragment = url.partition("#")
    return f"{address}?{query}{hash_sign}{fragment}" if query else url
