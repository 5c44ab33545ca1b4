"""Nonces as they were received: one that a second visitor gets, too, is none.

Source: W3C CSP Level 3, section 7.1: a new one for each response.
"""

from collections.abc import Iterator

from scriptward.policy.receiving.content_security import NONCE
from scriptward.policy.receiving.fault import FaultKind, Found, Who
from scriptward.policy.receiving.headers import CSP, REPORTS
from scriptward.policy.receiving.senders import from_cache
from scriptward.sources.live.response import Received, Response, Role
from scriptward.vocabulary.words import Severity

_NAME = "Content-Security-Policy"


def judged(received: Received) -> Iterator[tuple[Found, Response]]:
    """What is wrong, and on which response."""
    page = received.page
    if page is None:
        return
    first = nonces(page)
    again = nonces(received.again) if received.again else frozenset()
    if first & again:
        cached = from_cache(page) or bool(received.again and from_cache(received.again))
        says = "two answers have the same nonce"
        matters = "Whoever reads it once can put code into everybody's page."
        who = Who.CDN if cached else Who.APPLICATION
        yield _found(FaultKind.NONCE_REUSED, Severity.HIGH, says, matters, who), page
    elif first and (from_cache(page) or _may_be_kept(page)):
        says = "an answer with a nonce comes from a cache, or may be kept by one"
        matters = "All who get the kept page get one nonce."
        who = Who.CDN if from_cache(page) else Who.APPLICATION
        yield _found(FaultKind.NONCE_KEPT, Severity.MEDIUM, says, matters, who), page
    for one in received.responses:
        if one.role is Role.NOT_MODIFIED and nonces(one):
            says = "a 304 has a nonce in its header"
            matters = (
                "The browser shows the kept page by the new header: its own scripts don't run."
            )
            yield (
                _found(FaultKind.NONCE_BESIDE_304, Severity.HIGH, says, matters, Who.APPLICATION),
                one,
            )


def nonces(response: Response) -> frozenset[str]:
    """Of all policies in its headers."""
    values = response.values(CSP) + response.values(CSP + REPORTS)
    return frozenset(found for value in values for found in NONCE.findall(value))


def _may_be_kept(response: Response) -> bool:
    """Whether a cache for many may keep it (RFC 9111, section 5.2.2)."""
    words = {
        word.strip().lower()
        for value in response.values("cache-control")
        for word in value.split(",")
    }
    if words & {"no-store", "private", "no-cache"}:
        return False
    ages = ("s-maxage=", "max-age=")
    return "public" in words or any(
        word.startswith(ages) and word.partition("=")[2].strip('"0') != "" for word in words
    )


def _found(kind: FaultKind, severity: Severity, says: str, matters: str, who: Who) -> Found:
    return Found(
        kind=kind, severity=severity, headers=(_NAME,), says=says, matters=matters, who=who
    )
