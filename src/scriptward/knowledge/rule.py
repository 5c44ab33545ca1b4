"""The shape of a rule pack: testable statements of one standard, with sources and limits.

A pack is one TOML file of the room `rules`. A rule says which observations it needs and what may
be said of them; it never concludes more than its `Verdict` and its own wording.
"""

import datetime as dt
import re
from functools import lru_cache
from importlib.resources import files
from string import Formatter

import msgspec

from scriptward.vocabulary.errors import InputError
from scriptward.vocabulary.words import DataKind, PageClass, Role, Word

PLACEHOLDERS = frozenset({"recipients", "data", "pages", "count"})
"""What a conclusion may speak of."""
_AT = re.compile(r" - at `\$(?P<path>.*)`$")
_RULE = re.compile(r"\.rule\[(\d+)\]")
_LINE = re.compile(r" \(at line (\d+), column (\d+)\)$")


class Judge(Word):
    """Which kind of observation a rule is judged by."""

    FLOWS = "flows"
    """Requests that match `applies_when`."""
    DECLARED = "declared"
    """Data of recipients under an agreement, against what it covers."""
    REGISTER = "register"
    """Recipients of data against attested agreements."""
    INVENTORY = "inventory"
    """Scripts of the pages, each with an approval."""
    AUTHORISATION = "authorisation"
    """Scripts of the pages against the policy."""
    INTEGRITY = "integrity"
    """How a change of a script's bytes would show."""
    CHANGE = "change"
    """Scripts and headers of the pages, between runs."""
    SCHEDULE = "schedule"
    """Dates of the runs."""
    HAND_OVER = "hand_over"
    """How pages hand over to a payment form."""
    IDENTIFIERS = "identifiers"
    """Kinds of identifiers by recipient."""
    CONSENT = "consent"
    """Consent states of the runs."""
    FINDINGS = "findings"
    """Findings that name the rule."""
    ATTESTATION = "attestation"
    """Nothing in traffic: a document the organisation keeps."""


class Verdict(Word):
    """All that may be said of a rule."""

    NEEDS_REVIEW = "needs review"
    PRESENT = "evidence present"
    MISSING = "evidence missing"
    NOT_OBSERVED = "not observed in this run"
    NOT_APPLICABLE = "not applicable"


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a rule comes from."""

    name: str
    dates: tuple[dt.date, ...]


class Effective(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The days a rule is in force."""

    since: dt.date | None = msgspec.field(name="from", default=None)
    to: dt.date | None = None
    status: str = "in force"
    """`proposed` for one that is not in force."""

    def on(self, day: dt.date) -> bool:
        """Whether it holds that day; a proposed rule is mapped on any day."""
        return (self.since is None or self.since <= day) and (self.to is None or day <= self.to)


class AppliesWhen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a request or page must be like for the rule; an empty list leaves it open."""

    page_class: tuple[PageClass, ...] = ()
    recipient_role: tuple[Role, ...] = ()
    category: tuple[str, ...] = ()
    """Of the recipient's product, as in the vendor table."""
    data_kind_any: tuple[DataKind, ...] = ()
    data_kind_only: tuple[DataKind, ...] = ()
    """No other kind than these."""


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One testable statement."""

    id: str
    title: str
    clause: str
    control: str
    """What has to hold, as a statement that can be tested."""
    evidence: str
    """What this software can show for it."""
    limits: str
    """What must not be concluded from that."""
    source: Source
    judged_by: Judge
    effective: Effective = Effective()
    applies_when: AppliesWhen = AppliesWhen()
    conclusion: str
    """Said where it is met: a verdict, then what was seen, with names of PLACEHOLDERS."""

    def __post_init__(self) -> None:
        """Refuses a rule without a source date, or a conclusion that can't be filled in."""
        if not self.source.dates:
            raise ValueError(f"{self.id} has no date of its source")
        if not self.conclusion.startswith(tuple(f"{verdict.value}: " for verdict in Verdict)):
            raise ValueError(f"{self.id} does not conclude with a verdict")
        names = {name for _, name, _, _ in Formatter().parse(self.conclusion) if name is not None}
        if unknown := names - PLACEHOLDERS:
            raise ValueError(f"{self.id} speaks of {{{min(unknown)}}}, which is not known")

    @property
    def found(self) -> Verdict:
        """The verdict its conclusion begins with."""
        return Verdict(self.conclusion.partition(": ")[0])


class RulePack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rules of one standard."""

    id: str
    standard: str
    """The word after `--standard`; several packs may share one."""
    order: int = 1
    """Place among the packs of its standard."""
    title: str
    authority: str
    dated: dt.date
    """The day the knowledge in it was last checked."""
    about: str
    """Scope and state of the law, in a few sentences."""
    rules: tuple[Rule, ...] = msgspec.field(name="rule")


@lru_cache(maxsize=1)
def packs() -> dict[str, RulePack]:
    """Every pack of the room: `{id: pack}`, by standard, then in the order of the packs."""
    room = files("scriptward.knowledge") / "rules"
    texts = ((file.name, file.read_text("utf-8")) for file in room.iterdir())
    read = [read_pack(text, path=name) for name, text in texts if name.endswith(".toml")]
    return {pack.id: pack for pack in sorted(read, key=lambda p: (p.standard, p.order, p.id))}


def read_pack(text: str, *, path: str) -> RulePack:
    """A pack from TOML. Raises InputError with file and line for what is wrong or unknown."""
    try:
        return msgspec.toml.decode(text, type=RulePack)
    except msgspec.ValidationError as error:
        raise _located(error, text, path) from error
    except msgspec.DecodeError as error:
        found = _LINE.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found else (0, 0)
        raise InputError(
            _LINE.sub("", str(error)), path=path, line=line, column=column, hint="mend the TOML"
        ) from error


def _located(error: msgspec.ValidationError, text: str, path: str) -> InputError:
    message = str(error)
    where = found["path"] if (found := _AT.search(message)) else ""
    number = _RULE.search(where)
    lines = text.splitlines()
    starts = [i for i, line in enumerate(lines) if line.strip() == "[[rule]]"]
    first = starts[int(number[1])] if number and int(number[1]) < len(starts) else 0
    key = _RULE.sub("", where).lstrip(".").partition(".")[0].partition("[")[0]
    if unknown := re.search(r"unknown field `(.*?)`", message):
        key = key or unknown[1]
    line = next(
        (i for i, line in enumerate(lines[first:], first) if key and line.startswith(key)), first
    )
    return InputError(_AT.sub("", message), path=path, line=line + 1, hint="see knowledge/rule.py")
