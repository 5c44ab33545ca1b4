"""The records of a comparison: what changed between two runs."""

from enum import StrEnum

import msgspec

from scriptward.vocabulary.words import PageClass, Severity

SCHEMA = "scriptward.diff/1"


class Changed(StrEnum):
    """What kind of change it is."""

    SCRIPT_ADDED = "script_added"
    SCRIPT_REMOVED = "script_removed"
    CODE = "code"
    """Other code at the same place."""
    PAGES = "pages"
    """A script runs on pages of a class it didn't run on."""
    READ = "read"
    RECIPIENT = "recipient"
    """A script sends to somebody it didn't send to."""
    HOST = "host"
    """Another domain of somebody known."""
    CHANNEL = "channel"
    DATA = "data"
    """A kind of data that a known recipient wasn't sent."""
    FRAME = "frame"
    LOAD = "load"
    """Code that a vetted script loads."""
    CODE_FROM_STRINGS = "code_from_strings"
    SIGNAL = "signal"
    """Something a vetted script's text holds."""
    TAG = "tag"
    """A tag manager's container has other tags."""
    REPLAY = "replay"
    """A session recorder masks other surfaces of the page."""
    STOPPED = "stopped"
    """Something a script no longer does."""
    HEADER = "header"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is different in the new run."""

    id: str
    """The same change has the same id, whichever runs show it."""
    what: Changed
    severity: Severity
    script: str | None
    """Where its code comes from (host and path without versions and hashes); null for none."""
    says: str
    """What was observed, as a part of a sentence whose subject is the script."""
    name: str = ""
    """The selector, key, recipient, domain or header it is about."""
    pages: tuple[str, ...] = ()


class ScriptSide(msgspec.Struct, frozen=True, kw_only=True):
    """A script that has a change, as it was or is."""

    script: str
    name: str
    owner: str
    party: str
    same_code: bool
    """Whether the new run saw no hash that the old one didn't."""
    page_classes: tuple[PageClass, ...]
    sha256: tuple[str, ...]


class RunSide(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two runs."""

    id: str
    finished_at: str
    complete: bool
    failures: tuple[str, ...] = ()


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What changed between two runs, worst first."""

    schema: str = SCHEMA
    old: RunSide
    new: RunSide
    pages_compared: tuple[str, ...]
    not_compared: tuple[str, ...]
    """Pages that only one run visited, or that failed in one, a sentence each."""
    notes: tuple[str, ...] = ()
    """What else may explain a change, such as another version of the browser."""
    changes: tuple[Change, ...] = ()
    scripts: tuple[ScriptSide, ...] = ()
    """Those that the changes name."""
