"""What `policy learn` does: a proposal from stored runs, taken whole or line by line, as a file."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from scriptward.app import policy_runs
from scriptward.lib.plain import plain
from scriptward.policy.amending import amended, chosen, lines
from scriptward.policy.language import read_policy
from scriptward.policy.learn import Learned
from scriptward.policy.learning.draft import LEARNER
from scriptward.policy.proposal import Proposal, line_by_line, proposal, proposed, settled, told
from scriptward.vocabulary.errors import UsageError


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """A proposal, and the record of it."""

    learned: Learned
    """With the accepted lines only."""
    result: Proposal
    text: str = field(repr=False)
    """The policy's file with the accepted lines, and the comments of the one it adds to."""


LONGEST = 200
"""Characters of a name or a reason."""


def learnt(
    runs: Iterable[Path],
    *,
    output: Path | None = None,
    base: Path | None = None,
    accept: Iterable[str] | None = None,
    by: str = "",
    why: str = "",
    site: str = "",
    replace: bool = False,
) -> Learnt:
    """Learn from runs; write the policy to `output`, if that is given.

    `accept`: ids of the lines to add; None adds all. `by`, `why`: who approves them and what for,
    put to each. Raises UsageError, RunError, PolicyError; then nothing is written.
    """
    if output and output.exists() and not replace:
        raise UsageError(f"{output} is there already", hint="choose another name, or add --replace")
    by, why = _said(by, "name"), _said(why, "reason")
    read = policy_runs.read(runs)
    given = read_policy(base) if base else None
    seen = tuple(read.visits)
    found = proposed(seen, site=site, base=given, by=by or LEARNER, runs=read.origins)
    taken = chosen(lines(found, given), accept)
    result = amended(found, taken, given, why=why)
    if given:
        result = settled(result, seen, base=given)
    text = proposal(result, runs=read.names, base=base.read_text("utf-8") if base else "")
    if output:
        _put(text, output)
    return Learnt(
        learned=result,
        text=text,
        result=Proposal(
            site=result.policy.site,
            base=str(base or ""),
            written=str(output or ""),
            runs=read.names,
            complete=not read.failures,
            failures=read.failures,
            lines=taken,
            refused=result.refused,
            notes=result.notes,
        ),
    )


def written(found: Learnt, form: str) -> str:
    """The proposal as `json` or `text`."""
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(found.result), indent=2).decode() + "\n"
    return "".join(f"{plain(line)}\n" for line in _lines(found))


def _said(text: str, what: str) -> str:
    """What a person said of themselves, as a file takes it."""
    said = " ".join(text.split())
    if len(said) > LONGEST or not said.isprintable():
        raise UsageError(
            f"the {what} has a character that no screen shows, or more than {LONGEST} of them",
            hint=f"write a shorter {what} in plain letters",
        )
    return said


def _put(text: str, output: Path) -> None:
    """Put a policy in its place once it is whole and can be read: a site may be reading it."""
    place = output.resolve()
    try:
        if place.exists() and not place.is_file():
            place.write_text(text, "utf-8")
            return
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=place.parent, prefix=f".{place.name}.", delete=False
        ) as beside:
            beside.write(text)
        whole = Path(beside.name)
        try:
            read_policy(whole)
            if place.exists():
                shutil.copymode(place, whole)
            else:
                whole.chmod(0o644)
            whole.replace(place)
        finally:
            whole.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{output}: {error.strerror}", hint="choose another place") from error


def _lines(found: Learnt) -> Iterator[str]:
    result = found.result
    if result.base or not result.written or not all(line.accepted for line in result.lines):
        yield from line_by_line(result.lines)
        taken = sum(line.accepted for line in result.lines)
        yield f"{taken} of {len(result.lines)} proposed lines accepted"
    yield from told(found.learned)
    yield from result.failures
    yield f"policy: {result.written}" if result.written else "nothing is written: add -o POLICY"
