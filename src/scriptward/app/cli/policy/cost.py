"""Say how many human decisions a month a policy asks for, and why each."""

from pathlib import Path

import click

from scriptward.app.options import FILE


@click.command()
@click.option("--policy", required=True, type=FILE, help="The policy file.")
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RUN…")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def cost(policy: Path, runs: tuple[Path, ...], form: str) -> int:
    """Say how many human decisions a month a policy asks for, from RUNs of several days.

    Exit status: 0 told, 2 wrong input, 3 told, and a run is incomplete.
    """
    import msgspec

    from scriptward.app import policy_runs
    from scriptward.app.verdict import Status
    from scriptward.lib.plain import plain
    from scriptward.policy import cost as costing
    from scriptward.policy.language import read_policy

    stored = policy_runs.timed(runs)
    found = costing.cost(read_policy(policy), stored)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        for line in costing.told(found):
            click.echo(plain(line))
    complete = all(one.run.complete for one in stored)
    return Status.CLEAN if complete else Status.INCOMPLETE
