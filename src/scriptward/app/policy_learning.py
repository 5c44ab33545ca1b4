"""What `policy learn` does: a proposal from stored runs, taken whole or line by line, as a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from scriptward.app import policy_runs
from scriptward.lib.plain import plain
from scriptward.policy.amending import amended, chosen, lines
from scriptward.policy.language import read_policy
from scriptward.policy.learn import Learned
from scriptward.policy.learning.draft import LEARNER
from scriptward.policy.proposal import Proposal, line_by_line, proposal, proposed, told
from scriptward.vocabulary.errors import UsageError


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """A proposal, and the record of it."""

    learned: Learned
    """With the accepted lines only."""
    result: Proposal


def learnt(
    runs: Iterable[Path],
    *,
    output: Path | None = None,
    base: Path | None = None,
    accept: Iterable[str] | None = None,
    by: str = "",
    site: str = "",
    replace: bool = False,
) -> Learnt:
    """Learn from runs; write the policy to `output`, if that is given.

    `accept`: ids of the lines to add; None adds all. Raises UsageError, RunError, PolicyError.
    """
    if output and output.exists() and not replace:
        raise UsageError(f"{output} is there already", hint="choose another name, or add --replace")
    read = policy_runs.read(runs)
    given = read_policy(base) if base else None
    found = proposed(read.visits, site=site, base=given, by=by or LEARNER)
    taken = chosen(lines(found, given), accept)
    result = amended(found, taken, given)
    if output:
        text = proposal(result, runs=read.names, base=base.read_text("utf-8") if base else "")
        try:
            output.write_text(text, "utf-8")
        except OSError as error:
            raise UsageError(f"{output}: {error.strerror}", hint="choose another place") from error
    return Learnt(
        learned=result,
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


def _lines(found: Learnt) -> Iterator[str]:
    result = found.result
    if result.base or not result.written or not all(line.accepted for line in result.lines):
        yield from line_by_line(result.lines)
        taken = sum(line.accepted for line in result.lines)
        yield f"{taken} of {len(result.lines)} proposed lines accepted"
    yield from told(found.learned)
    yield from result.failures
    yield f"policy: {result.written}" if result.written else "nothing is written: add -o POLICY"
