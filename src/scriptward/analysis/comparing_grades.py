"""How bad a change is: by what it touches, whose script it is and where it happens."""

from collections.abc import Collection

from scriptward.analysis.sensitivity import (
    CARD,
    CREDENTIALS,
    HEALTH,
    IDENTIFIERS,
    PAYMENT,
    SENSITIVE,
    WORST,
)
from scriptward.vocabulary.words import DataKind, PageClass, Party, ReadTarget, Severity

SECRET = CARD | CREDENTIALS | WORST
PERSONAL = SECRET | IDENTIFIERS | HEALTH | {DataKind.REPLAY_DOM, DataKind.PAGE_TEXT}
_GROUPS = (SECRET, IDENTIFIERS, HEALTH)
_OPENING = frozenset(
    {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "http:", "https:", "data:"}
    | {"blob:", "unsafe-url", "no-referrer-when-downgrade"}
)
"""Words of a Content-Security-Policy or Referrer-Policy that stand for any code, host or page."""
_GUARDS = frozenset({"content-security-policy", "referrer-policy"})
_KEEPING = frozenset({"httponly", "secure", "samesite=strict", "samesite=lax"})


def of_new_script(party: Party, classes: Collection[PageClass]) -> Severity:
    """Of code that did not run before."""
    if party is Party.FIRST:
        return Severity.MEDIUM if PAYMENT & set(classes) else Severity.LOW
    return Severity.HIGH if SENSITIVE & set(classes) else Severity.MEDIUM


def of_new_code(party: Party, classes: Collection[PageClass], *, same_behaviour: bool) -> Severity:
    """Of other code at the same place."""
    guarded = party is Party.THIRD and PAYMENT & set(classes)
    return Severity.LOW if same_behaviour or not guarded else Severity.MEDIUM


def of_new_pages(party: Party, classes: Collection[PageClass]) -> Severity:
    """Of a script that runs on more classes of pages."""
    return Severity.MEDIUM if party is Party.THIRD and SENSITIVE & set(classes) else Severity.LOW


_SMALL = frozenset({ReadTarget.COOKIE, ReadTarget.STORAGE, ReadTarget.DOM, ReadTarget.FINGERPRINT})
"""Targets of readings that say little alone."""


def of_new_read(party: Party, target: ReadTarget, kind: DataKind | None) -> Severity:
    """Of a reading that was not made before."""
    if target in _SMALL:
        return Severity.LOW
    if party is Party.FIRST:
        return Severity.MEDIUM if kind in SECRET else Severity.LOW
    return Severity.HIGH if kind in SECRET else Severity.MEDIUM


def of_new_recipient(*, known_to_site: bool) -> Severity:
    """Of somebody a script did not send to; `known_to_site`: other code of the site did."""
    return Severity.MEDIUM if known_to_site else Severity.HIGH


def of_new_data(kind: DataKind, recipient_party: Party) -> Severity:
    """Of a kind of data that a known recipient was not sent before."""
    if recipient_party is Party.FIRST:
        return Severity.INFO
    if kind in SECRET | HEALTH | IDENTIFIERS:
        return Severity.HIGH
    return Severity.MEDIUM if kind in PERSONAL else Severity.LOW


def group_of(kind: DataKind) -> int:
    """Number of the group of kinds that matter alike."""
    found = (number for number, group in enumerate(_GROUPS) if kind in group)
    return next(found, len(_GROUPS))


def of_header(name: str, old: str, new: str, classes: Collection[PageClass]) -> Severity:
    """Of a header that is gone, came or changed; empty for none."""
    if not new:
        policy = name == "content-security-policy"
        guarded = policy and SENSITIVE & set(classes)
        return Severity.HIGH if guarded else Severity.MEDIUM
    if not old:
        return Severity.INFO
    if name == "set-cookie":
        return Severity.MEDIUM if _unguarded(old, new) else Severity.LOW
    added = set(new.replace(";", " ").split()) - set(old.replace(";", " ").split())
    return Severity.MEDIUM if _OPENING & added and name in _GUARDS else Severity.LOW


def _unguarded(old: str, new: str) -> bool:
    """Whether a cookie of both lost a flag. Values: `name; Flag; Flag`, one a line."""
    before, after = _flags(old), _flags(new)
    return any(before[name] - after[name] for name in before.keys() & after.keys())


def _flags(value: str) -> dict[str, set[str]]:
    cookies = ([part.strip() for part in line.split(";")] for line in value.split("\n"))
    return {name: {flag.lower() for flag in flags} & _KEEPING for name, *flags in cookies}
