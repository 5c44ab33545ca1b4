"""Which response headers are kept, and what of them: those that decide what a page may do."""

import re
from collections.abc import Iterable, Iterator

KEPT = frozenset(
    {
        "access-control-allow-credentials",
        "access-control-allow-origin",
        "connection-allowlist",
        "connection-allowlist-report-only",
        "content-security-policy",
        "content-security-policy-report-only",
        "cross-origin-embedder-policy",
        "cross-origin-opener-policy",
        "cross-origin-resource-policy",
        "integrity-policy",
        "integrity-policy-report-only",
        "permissions-policy",
        "referrer-policy",
        "reporting-endpoints",
        "strict-transport-security",
        "x-content-type-options",
        "x-frame-options",
    }
)
_COOKIE_FLAGS = frozenset({"secure", "httponly", "samesite", "partitioned"})
_NONCE = re.compile(r"'nonce-[^']*'")
_QUERY = re.compile(r"\?[^\s;,\"'>]*")
_LONGEST = 8_192


def kept(headers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """`(lower-case name, value)` of those kept. Cookies: name and flags, never the value.

    Nonces and query strings are cut, so that two runs of an unchanged site give the same.
    """
    for name, value in headers:
        lower = name.lower()
        if lower in KEPT:
            steady = _NONCE.sub("'nonce-…'", _QUERY.sub("?…", value))
            yield lower, " ".join(steady.split())[:_LONGEST]
        elif lower == "set-cookie":
            for cookie in filter(None, map(str.strip, value.split("\n"))):
                yield lower, cookie_flags(cookie)


def cookie_flags(cookie: str) -> str:
    """`name; HttpOnly; SameSite=Lax; Secure` of a Set-Cookie value, flags sorted."""
    first, *attributes = cookie.split(";")
    flags = sorted(
        attribute.strip()
        for attribute in attributes
        if attribute.partition("=")[0].strip().lower() in _COOKIE_FLAGS
    )
    return "; ".join((first.partition("=")[0].strip(), *flags))
