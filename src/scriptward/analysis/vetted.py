"""The records of a vetted script: what it did on the prepared pages, what its text holds."""

import msgspec

from scriptward.analysis.comparing_changes import Change
from scriptward.analysis.signal import SignalSeen
from scriptward.vocabulary.finding import Finding
from scriptward.vocabulary.observations import Behaviour, Library
from scriptward.vocabulary.words import ScriptKind

SCHEMA = "scriptward.vet/1"


class VettedRun(msgspec.Struct, frozen=True, kw_only=True):
    """The run on the prepared pages."""

    id: str
    version: str
    browser: str
    finished_at: str
    complete: bool
    failures: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    online: bool = False
    """Whether its requests were let out."""


class VettedScript(msgspec.Struct, frozen=True, kw_only=True):
    """The script itself."""

    given: str
    """The file's name or the address, as it was given."""
    url: str
    """Where the pages had it from; query values are masked."""
    provenance: str
    """Host and path without what changes from build to build."""
    sha256: str
    bytes: int
    module: bool
    ran: bool
    libraries: tuple[Library, ...] = ()


class Child(msgspec.Struct, frozen=True, kw_only=True):
    """Code that the script brought to run."""

    kind: ScriptKind
    url: str | None
    sha256: str
    bytes: int


class Static(msgspec.Struct, frozen=True, kw_only=True):
    """What its text holds, run or not."""

    signals: tuple[SignalSeen, ...] = ()
    unread: str = ""
    """Why it was not read to its end; empty where it was."""
    no_script_at: str = ""
    """`line:column` of the first place that is no JavaScript; empty for none."""


class Against(msgspec.Struct, frozen=True, kw_only=True):
    """What it does that the script of an earlier run didn't."""

    run: str
    """Its id."""
    finished_at: str
    script: str
    """Provenance of the script there."""
    same_code: bool
    same_behaviour: bool
    """Whether the profiles are the same; of a run on other pages: whether nothing is new."""
    changes: tuple[Change, ...] = ()
    """Worst first."""
    notes: tuple[str, ...] = ()


class Vetted(msgspec.Struct, frozen=True, kw_only=True):
    """Everything `vet` says of a script."""

    schema: str = SCHEMA
    run: VettedRun
    script: VettedScript
    behaviour: Behaviour
    """Of the script and everything it brought to run."""
    children: tuple[Child, ...] = ()
    static: Static
    findings: tuple[Finding, ...] = ()
    against: Against | None = None
    unseen: tuple[str, ...] = ()
    """Limits, a sentence each."""
