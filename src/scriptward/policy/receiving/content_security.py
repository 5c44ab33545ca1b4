"""A Content-Security-Policy as it was received beside the one that should have been.

All policies of a response hold, whether as lines or behind commas, so the order of them is nothing.
Source: W3C CSP Level 3, sections 2.2.2 (policies of one response) and 6.8.3 (fallback).
"""

import re
from collections.abc import Iterable, Iterator

from scriptward.lib.plain import cut, plain
from scriptward.policy.merging.directives import FALLBACK, policies
from scriptward.policy.merging.existing import NOT_IN_META
from scriptward.policy.receiving.fault import FaultKind, Found
from scriptward.vocabulary.words import Severity

NONCE = re.compile(r"'nonce-([^'\s]{1,500})'")
ANY_NONCE = "'nonce-…'"
MOST_CHANGES = 6
MOST_POLICIES = 20
LONG = 1_000
"""Bytes from which an end between two directives is taken for a cut."""
_WORD = 100
_REPORTS = frozenset({"report-uri", "report-to"})
_NOTHING = frozenset({"'none'", "'report-sample'"})
_LIMITS = frozenset({"upgrade-insecure-requests", "block-all-mixed-content", "sandbox"})
Policy = dict[str, tuple[str, ...]]


def read(values: Iterable[str]) -> list[Policy]:
    """Policies of header lines, with every nonce as `ANY_NONCE`."""
    found: list[Policy] = []
    for value in values:
        found += policies(NONCE.sub(ANY_NONCE, value))
    return found[:MOST_POLICIES]


def judged(name: str, ours: str, lines: tuple[str, ...]) -> Iterator[Found]:
    """What is wrong with lines of the header; there is at least one."""
    left = read(lines)
    missing = []
    for policy in read((ours,)):
        if (same := next((one for one in left if _same(policy, one)), None)) is not None:
            left.remove(same)
        else:
            missing.append(policy)
    for policy in missing:
        if not left:
            yield _lost(name)
            continue
        near = max(left, key=lambda one, policy=policy: _alike(policy, one))  # type: ignore[misc]
        left.remove(near)
        yield _differing(name, policy, near)
    if left and not missing:
        yield _doubled(name, read((ours,)), left)


def in_meta(ours: str, values: Iterable[str]) -> bool:
    """Whether an element of the page has the policy that a header should have."""
    wanted = {
        name: frozenset(words)
        for name, words in read((ours,))[0].items()
        if name not in NOT_IN_META
    }
    for value in values:
        for policy in policies(NONCE.sub(ANY_NONCE, value).replace(",", " ")):
            same = sum(frozenset(policy.get(name, ("",))) == wanted[name] for name in wanted)
            if same * 2 >= len(wanted):
                return True
    return False


def _lost(name: str) -> Found:
    return Found(
        kind=FaultKind.LOST,
        severity=Severity.HIGH,
        headers=(name,),
        says="only another policy is sent",
        matters="What the policy forbids isn't stopped.",
    )


def _doubled(name: str, ours: list[Policy], others: list[Policy]) -> Found:
    if all(any(_same(mine, one) for mine in ours) for one in others):
        return Found(
            kind=FaultKind.DOUBLED,
            severity=Severity.LOW,
            headers=(name,),
            says=f"it is sent {len(others) + len(ours)} times, word for word",
            matters="Both hold: each report comes twice, and the next change has to be made twice.",
        )
    names = sorted({plain(word)[:_WORD] for one in others for word in one})
    return Found(
        kind=FaultKind.DOUBLED,
        severity=Severity.MEDIUM,
        headers=(name,),
        says=f"another policy stands beside it: {', '.join(names[:MOST_CHANGES])}",
        matters="Both hold: what the policy permits may be blocked by the other.",
    )


def _differing(name: str, ours: Policy, theirs: Policy) -> Found:
    wanted, got = _text(ours), _text(theirs)
    if wanted.startswith(got) and (wanted[len(got)] != ";" or len(got) >= LONG):
        return Found(
            kind=FaultKind.CUT,
            severity=Severity.HIGH,
            headers=(name,),
            says=f"it ends after {len(got):,} of {len(wanted):,} bytes",
            matters="What stood behind the cut isn't kept, and the last word may be a wrong one.",
        )
    if stale := _digests(theirs) - _digests(ours):
        return Found(
            kind=FaultKind.STALE,
            severity=Severity.HIGH,
            headers=(name,),
            says=f"it is of another policy: it admits the guard {min(stale)[1:20]}…",
            matters="Pages get what an earlier policy said; today's guard may be refused by it.",
        )
    looser, other = _changes(ours, theirs)
    changes = looser + other
    more = len(changes) - MOST_CHANGES
    told = "; ".join(changes[:MOST_CHANGES]) + (f"; and {more} more" if more > 0 else "")
    return Found(
        kind=FaultKind.CHANGED,
        severity=Severity.HIGH if looser else Severity.MEDIUM,
        headers=(name,),
        says=("it is looser: " if looser else "it differs: ") + told,
        matters=(
            "It lets through what the policy forbids."
            if looser
            else "It may block what the policy permits."
        ),
    )


def _changes(ours: Policy, theirs: Policy) -> tuple[list[str], list[str]]:
    """What lets more through, and what else is different."""
    looser: list[str] = []
    other: list[str] = []
    for name in dict.fromkeys((*ours, *theirs)):
        told = cut(plain(name), _WORD)
        here, there = _words(ours, name), _words(theirs, name)
        if name in theirs and name not in ours and (here is None or name in _LIMITS):
            worse = name in _REPORTS
            (looser if worse else other).append(f"{told} was added")
            continue
        if there is None or (name not in theirs and here is not None and not there <= here):
            (other if name in _REPORTS else looser).append(f"{told} is missing")
            continue
        if here is None:
            continue
        added, gone = sorted(there - here), sorted(here - there)
        if added:
            (other if name in _LIMITS else looser).append(f"{told} has also {_listed(added)}")
        if gone:
            other.append(f"{told} lacks {_listed(gone)}")
    return looser, other


def _words(policy: Policy, name: str) -> frozenset[str] | None:
    """What a directive, or what stands in for it, lets through."""
    fetches = name in FALLBACK or name.endswith("-src")
    chain = (name, *FALLBACK.get(name, ("default-src",))) if fetches else (name,)
    words = next((policy[one] for one in chain if one in policy), None)
    return None if words is None else frozenset(words) - _NOTHING


def _listed(words: list[str]) -> str:
    more = f" and {len(words) - 3} more" if len(words) > 3 else ""  # noqa: PLR2004  # for one line
    return ", ".join(cut(plain(word), _WORD) for word in words[:3]) + more


def _same(ours: Policy, theirs: Policy) -> bool:
    """Word for word but for their order, and for a nonce that an application may use."""
    return ours.keys() == theirs.keys() and all(
        _without_nonce(ours[name], theirs[name]) == frozenset(ours[name]) for name in ours
    )


def _without_nonce(ours: tuple[str, ...], theirs: tuple[str, ...]) -> frozenset[str]:
    extra = ANY_NONCE in theirs and ANY_NONCE not in ours
    return frozenset(theirs) - ({ANY_NONCE} if extra else set())


def _alike(ours: Policy, theirs: Policy) -> int:
    return sum(frozenset(theirs.get(name, ("",))) == frozenset(ours[name]) for name in ours)


def _text(policy: Policy) -> str:
    return "; ".join(" ".join((name, *words)) for name, words in policy.items())


def _digests(policy: Policy) -> set[str]:
    """The guard is the only one that is named by this algorithm."""
    return {word for words in policy.values() for word in words if word.startswith("'sha384-")}
