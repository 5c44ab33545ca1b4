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
@click.option("--live", multiple=True, metavar="URL", help="Fetch this page, with its parts.")
@click.option(
    "--sent", type=options.FILE, help="Headers it should have, as `policy compile` gave them."
)
@click.option(
    "--with",
    "asked",
    multiple=True,
    type=click.Choice(["connection-allowlist"]),
    help="It should have this, too.",
)
@click.option(
    "--collector", default="/_scriptward", show_default=True, help="As when it was compiled."
)
@click.option("--no-guard", is_flag=True, help="Look at headers only.")
@options.fail_on
def check(
    policy: Path,
    runs: tuple[Path, ...],
    form: str,
    fail_on: str,
    live: tuple[str, ...],
    sent: Path | None,
    asked: tuple[str, ...],
    collector: str,
    *,
    strict: bool,
    no_guard: bool,
) -> int:
    """Judge a policy itself, and stored RUNs by it: each deviation is a finding.

    Of the policy it tells what can never match, permits beyond an agreement, contradictions, and
    what has run out or soon will, with the lines.

    With --live it fetches pages as a browser does, twice, with their own scripts, frames, workers
    and images, an error and redirects, and tells which headers are lost, doubled, cut or changed
    on the way, whether the guard is first, and who has to act.

    Exit status: 0 nothing at or over --fail-on, 1 findings, 2 wrong input, 3 a run is incomplete or
    a URL couldn't be fetched.
    """
    from scriptward.app import policy_live, policy_runs
    from scriptward.policy.check import deviations
    from scriptward.policy.language import read_policy
    from scriptward.policy.lint import linted
    from scriptward.vocabulary.words import Severity

    given = read_policy(policy)
    read = policy_runs.read(runs, by=given)
    found = deviations(given, read.visits)
    known = set() if strict else {one.finding for one in given.refused}
    wanted = policy_live.Wanted(
        sent=sent, allowlist=bool(asked), collector=collector, guard=not no_guard
    )
    delivery = policy_live.delivered(given, live, wanted) if live else None
    failures = read.failures + (delivery.failures if delivery else ())
    result = policy_runs.CheckResult(
        policy=str(policy),
        site=given.site,
        runs=read.names,
        pages=len(read.visits),
        complete=not failures,
        failures=failures,
        findings=tuple(one for one in found if one.id not in known),
        refused=tuple(one for one in found if one.id in known),
        remarks=linted(given, read.visits if runs else None),
        delivery=delivery,
    )
    told = policy_live.lines(delivery) if delivery else ()
    click.echo(policy_runs.written(result, form, told), nl=False)
    return policy_runs.status_of(result, fail_on=Severity(fail_on))
