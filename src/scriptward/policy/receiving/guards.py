"""The guard in a page as it was received: there, first, the policy's, and one that runs."""

import base64
import hashlib
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from scriptward.lib.plain import cut, plain
from scriptward.policy.receiving.fault import Expected, FaultKind, Found, Who
from scriptward.sources.live.reading import Page, Script
from scriptward.sources.live.response import Response
from scriptward.vocabulary.words import Severity

RUNS_LATE = "Scripts that run before it keep what the guard can't take back."
DOESNT_RUN = "The page runs without a guard: headers know hosts, not data."
_BAD = 400
_STRONGEST = ("sha512", "sha384", "sha256")
_TYPES = frozenset(
    f"{kind}/{name}"
    for kind in ("text", "application")
    for name in ("javascript", "ecmascript", "x-javascript", "x-ecmascript")
)
_TAG_MANAGERS = (
    "googletagmanager.",
    "/gtm.js",
    "tealiumiq.",
    "adobedtm.",
    "ensighten.",
    "segment.",
)
_CDNS = ("/cdn-cgi/", "rocket-loader")


def element(page: Page, expected: Expected) -> int:
    """Place of the guard's element among the scripts; -1 without one."""
    for index, script in enumerate(page.scripts):
        if script.integrity and script.integrity in expected.guards:
            return index
        if f"{expected.collector}/guard" in _path(script.src) and expected.collector:
            return index
    return -1


def address(url: str, page: Page, expected: Expected) -> str:
    """Where the guard is had from; empty where that isn't the page's own host."""
    index = element(page, expected)
    if index < 0 or not page.scripts[index].src:
        return ""
    try:
        found = urljoin(urljoin(url, page.base), page.scripts[index].src)
        here, there = urlsplit(url), urlsplit(found)
    except ValueError:
        return ""
    return found if (here.scheme, here.netloc) == (there.scheme, there.netloc) else ""


def judged(page: Page, expected: Expected, served: Response | None) -> Iterator[Found]:
    """What is wrong with it. `served`: what its address answers; None where it wasn't asked."""
    index = element(page, expected)
    if index < 0:
        yield _found(FaultKind.GUARD_MISSING, "the page has no element of the guard", DOESNT_RUN)
        return
    script = page.scripts[index]
    if index:
        first = page.scripts[0]
        what = cut(plain(first.src), 150) or "code in the page"
        yield _found(
            FaultKind.GUARD_NOT_FIRST,
            f"{index} script{'s' if index > 1 else ''} before it, the first is {what}",
            RUNS_LATE,
            who=_by(first),
        )
    if script.late:
        says = "its element has async, defer or type=module"
        yield _found(FaultKind.GUARD_NOT_FIRST, says, RUNS_LATE, who=Who.APPLICATION)
    if served is not None:
        yield from _of_file(script, expected, served)
    elif script.integrity not in expected.guards:
        says = "its element's integrity is not that of the policy's guard"
        yield _found(FaultKind.STALE, says, "It decides by another policy.")


def _of_file(script: Script, expected: Expected, served: Response) -> Iterator[Found]:
    if served.status >= _BAD:
        yield _found(FaultKind.GUARD_MISSING, f"its address answers {served.status}", DOESNT_RUN)
        return
    kind = served.value("content-type").partition(";")[0].strip().lower()
    if kind not in _TYPES:
        says = f"it is served as {cut(plain(kind), 80) or 'nothing'}"
        matters = "Under nosniff a browser runs only what is called JavaScript."
        yield _found(FaultKind.GUARD_TYPE, says, matters)
    if script.integrity and not _matches(script.integrity, served.body):
        says = "what its address gives hasn't the digest of its element's integrity"
        matters = f"Browsers refuse it. {DOESNT_RUN}"
        yield _found(FaultKind.GUARD_REFUSED, says, matters)
    elif _digest("sha384", served.body) not in expected.guards:
        says = "element and file agree, but on the guard of another policy"
        yield _found(FaultKind.STALE, says, "It decides by another policy.")
    elif not script.integrity:
        says = "its element has no integrity"
        matters = "A policy that admits scripts by digest refuses it."
        yield _found(FaultKind.GUARD_REFUSED, says, matters, who=Who.APPLICATION)


def _found(kind: FaultKind, says: str, matters: str, *, who: Who | None = None) -> Found:
    return Found(kind=kind, severity=Severity.HIGH, headers=(), says=says, matters=matters, who=who)


def _by(script: Script) -> Who:
    src = script.src.lower()
    if any(sign in src for sign in _CDNS):
        return Who.CDN
    return Who.TAG_MANAGER if any(sign in src for sign in _TAG_MANAGERS) else Who.APPLICATION


def _path(src: str) -> str:
    try:
        return urlsplit(src.strip()).path
    except ValueError:
        return ""


def _matches(integrity: str, body: bytes) -> bool:
    """As W3C Subresource Integrity has it: by the strongest algorithm that is named."""
    words = [word.partition("?")[0] for word in integrity.split()]
    for name in _STRONGEST:
        if named := [word for word in words if word.startswith(f"{name}-")]:
            return _digest(name, body) in named
    return True


def _digest(name: str, body: bytes) -> str:
    return f"{name}-{base64.b64encode(hashlib.new(name, body).digest()).decode()}"
