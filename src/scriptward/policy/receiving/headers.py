"""The headers of one response beside those that it should have, as browsers read lines of one name.

Connection-Allowlist: the first list counts (measured in Chromium 156). Referrer-Policy: the last
word that is known. X-Content-Type-Options: the first word. The others are dictionaries over all
lines, in which the last word of a name counts (RFC 9651, section 4.2).
"""

import re
from collections.abc import Iterator
from itertools import islice

from scriptward.lib.plain import cut, plain
from scriptward.policy.merging.allowlist import Effect, mistakes
from scriptward.policy.receiving import content_security
from scriptward.policy.receiving.fault import FaultKind, Found
from scriptward.sources.live.response import PARTS, Response, Role
from scriptward.vocabulary.words import Severity

REPORTS = "-report-only"
CSP = "content-security-policy"
LIST = "connection-allowlist"
ON_PARTS = frozenset({CSP, CSP + REPORTS, LIST, LIST + REPORTS})
"""What counts on a file that a frame or a worker may be made of."""
_MEMBER = re.compile(r'(?:[^,"(]|"(?:[^"\\]|\\.)*"|\([^)]*\)|["(])+')
_STRICTEST_FIRST = (
    "no-referrer",
    "same-origin",
    "strict-origin",
    "origin",
    "strict-origin-when-cross-origin",
    "origin-when-cross-origin",
    "no-referrer-when-downgrade",
    "unsafe-url",
)
_WORDS = re.compile(r"[^\s()]+")
_STOPS = frozenset({CSP, LIST})
_GRAVITY = {
    Effect.SHUTS_ALL: Severity.HIGH,
    Effect.SHUTS_SITE: Severity.HIGH,
    Effect.OPENS: Severity.HIGH,
    Effect.IGNORED: Severity.LOW,
}
_SHOWN = 150
_LONGEST = 65_536
_MOST_READ = 20_000
"""Characters of a header that is read word by word, over all its lines."""
_MOST_MISTAKES = 5


def judged(
    response: Response, expected: tuple[tuple[str, str], ...], metas: tuple[str, ...] = ()
) -> Iterator[Found]:
    """Each difference. `metas`: policies that elements of the page have."""
    for name, ours in expected:
        lower = name.lower()
        if response.role in PARTS and lower not in ON_PARTS:
            continue
        lines = tuple(value[:_LONGEST] for value in response.values(lower))
        if not any(line.strip() for line in lines):
            yield _absent(name, ours, response, metas)
        elif lower.removesuffix(REPORTS) == CSP:
            yield from content_security.judged(name, ours, lines)
        else:
            yield from _of_one(name, ours, lines)
    if LIST not in {name.lower() for name, _ in expected}:
        yield from _mistaken(response.values(LIST))


def _absent(name: str, ours: str, response: Response, metas: tuple[str, ...]) -> Found:
    lower = name.lower()
    if not lower.endswith(REPORTS) and response.values(lower + REPORTS):
        return Found(
            kind=FaultKind.REPORT_ONLY,
            severity=Severity.HIGH,
            headers=(name,),
            says=f"only {name}-Report-Only is sent, and the policy's mode is enforce",
            matters="It reports and blocks nothing.",
        )
    if lower.endswith(REPORTS) and response.values(lower.removesuffix(REPORTS)):
        return Found(
            kind=FaultKind.CHANGED,
            severity=Severity.MEDIUM,
            headers=(name,),
            says=f"{name[: -len(REPORTS)]} is sent instead, and the policy's mode is observe",
            matters="It blocks already, before anybody has seen what that breaks.",
        )
    if lower.removesuffix(REPORTS) == CSP and content_security.in_meta(ours, metas):
        return Found(
            kind=FaultKind.META,
            severity=Severity.HIGH,
            headers=(name,),
            says="it stands in a meta element of the page only",
            matters=(
                "There frame-ancestors, reports and report-only don't work, nothing before the"
                " element is held, and files of the site have no policy."
            ),
        )
    return _lost(name, response.role)


def _lost(name: str, role: Role) -> Found:
    severity = Severity.HIGH if name.lower() in _STOPS else Severity.MEDIUM
    matters = "What the policy forbids isn't stopped."
    if name.lower().endswith(REPORTS):
        matters = "Nobody hears what the policy would have stopped."
    elif name.lower() not in _STOPS:
        matters = "Browsers do what they do by default."
    elif role is Role.WORKER:
        matters = "A worker is held by the headers of its own script: this one may send anywhere."
    elif role is Role.ERROR or role in PARTS:
        matters = "Put in a frame, it is a page of the site that no policy holds: a way around."
    if role is Role.NOT_MODIFIED:
        severity = Severity.MEDIUM
        matters = "A page that a browser kept goes on with the headers it was kept with."
    elif role is Role.REDIRECT:
        severity, matters = Severity.LOW, "What a redirect leads to is held, itself it isn't."
    return Found(
        kind=FaultKind.LOST, severity=severity, headers=(name,), says="it is missing",
        matters=matters,
    )  # fmt: skip


def _of_one(name: str, ours: str, lines: tuple[str, ...]) -> Iterator[Found]:
    lower = name.lower().removesuffix(REPORTS)
    wanted = _effective(lower, (ours,))
    got = _effective(lower, lines)
    parts = tuple(_members(", ".join(lines))) if lower == LIST else lines
    grave = Severity.HIGH if lower == LIST else Severity.MEDIUM
    if wanted.items() <= got.items():
        if len(parts) > 1:
            yield Found(
                kind=FaultKind.DOUBLED,
                severity=Severity.LOW,
                headers=(name,),
                says=f"it is sent {len(parts)} times; what the policy says counts",
                matters="Another order of the lines, and the other one counts.",
            )
    elif any(wanted.items() <= _effective(lower, (one,)).items() for one in parts):
        which = "first" if lower in {LIST, "x-content-type-options"} else "last"
        yield Found(
            kind=FaultKind.DOUBLED,
            severity=grave,
            headers=(name,),
            says=f"it is sent {len(parts)} times, and the {which} one counts: {_shown(got)}",
            matters="Browsers forget what the policy says.",
        )
    elif _squeezed(ours).startswith(_squeezed(lines[0])):
        yield Found(
            kind=FaultKind.CUT,
            severity=grave,
            headers=(name,),
            says=f"it ends after {len(lines[0]):,} of {len(ours):,} bytes",
            matters="What stood behind the cut isn't kept, or nothing of it is read at all.",
        )
    else:
        tighter = _tighter(lower, wanted, got)
        changed = {key: got.get(key, "nothing") for key in wanted if got.get(key) != wanted[key]}
        yield Found(
            kind=FaultKind.CHANGED,
            severity=Severity.LOW if tighter else grave,
            headers=(name,),
            says=f"it {'is stricter: it ' if tighter else ''}says {_shown(changed)} instead of "
            f"{_shown({key: wanted[key] for key in changed})}",
            matters=(
                "What the policy permits may not work."
                if tighter
                else "Browsers keep another rule than the policy's."
            ),
        )
        if lower == LIST:
            yield from _mistaken(lines)


def _mistaken(values: tuple[str, ...]) -> Iterator[Found]:
    for one in islice(mistakes(*(value[:_MOST_READ] for value in values[:3])), _MOST_MISTAKES):
        yield Found(
            kind=FaultKind.CHANGED,
            severity=_GRAVITY.get(one.effect, Severity.MEDIUM),
            headers=("Connection-Allowlist",),
            says=cut(plain(one.text), 2 * _SHOWN),
            matters="It isn't what its writer meant.",
        )


def _effective(name: str, lines: tuple[str, ...]) -> dict[str, str]:
    """What a browser makes of the lines. `name`: in lower case."""
    members = list(_members(", ".join(lines)))
    if name == LIST:
        return {"": members[0] if members else ""}
    if name == "referrer-policy":
        known = [one.lower() for one in members if one.lower() in _STRICTEST_FIRST]
        return {"": known[-1] if known else ""}
    if name == "x-content-type-options":
        return {"": members[0].lower() if members else ""}
    found: dict[str, str] = {}
    for one in members:
        key, _, value = one.partition("=")
        found[key.strip()] = value.strip()
    return found


def _tighter(name: str, wanted: dict[str, str], got: dict[str, str]) -> bool:
    """Whether it only takes away, as an application's own header does. `name`: in lower case."""
    if name == "referrer-policy":
        order = [one for one in _STRICTEST_FIRST if one in {wanted[""], got[""]}]
        return order[:1] == [got[""]]
    if name != "permissions-policy":
        return False
    return all(
        key in got and set(_WORDS.findall(got[key])) <= set(_WORDS.findall(value))
        for key, value in wanted.items()
    )


def _members(value: str) -> Iterator[str]:
    for found in _MEMBER.findall(value[:_MOST_READ]):
        if text := _squeezed(found):
            yield text


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _shown(said: dict[str, str]) -> str:
    text = ", ".join(f"{key}={value}" if key else value for key, value in said.items())
    return cut(plain(text), _SHOWN) or "nothing"
