"""Tell what is wrong with a policy, and what runs did that it doesn't permit."""

from pathlib import Path

import click

from scriptward.app import options


@click.command()
@click.option("--policy", required=True, type=options.FILE, help="The policy file.")
@click.argument("runs", nargs=-1, type=click.Path(path_type=Path), metavar="[RUN…]")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("--strict", is_flag=True, help="Count what the policy lists under `refused`, too.")
@options.fail_on
def check(policy: Path, runs: tuple[Path, ...], form: str, fail_on: str, *, strict: bool) -> int:
    """Judge a policy itself, and stored RUNs by it: each deviation is a finding.

    Of the policy it tells what can never match, permits beyond an agreement, contradictions, and
    what has run out or soon will, with the lines.

    Exit status: 0 nothing at or over --fail-on, 1 findings, 2 wrong input, 3 a run is incomplete.
    """
    from scriptward.app import policy_runs
    from scriptward.policy.check import deviations
    from scriptward.policy.language import read_policy
    from scriptward.policy.lint import linted
    from scriptward.vocabulary.words import Severity

    given = read_policy(policy)
    read = policy_runs.read(runs)
    found = deviations(given, read.visits)
    known = set() if strict else {one.finding for one in given.refused}
    result = policy_runs.CheckResult(
        policy=str(policy),
        site=given.site,
        runs=read.names,
        pages=len(read.visits),
        complete=not read.failures,
        failures=read.failures,
        findings=tuple(one for one in found if one.id not in known),
        refused=tuple(one for one in found if one.id in known),
        remarks=linted(given, read.visits if runs else None),
    )
    click.echo(policy_runs.written(result, form), nl=False)
    return policy_runs.status_of(result, fail_on=Severity(fail_on))
