"""Say what a policy would have done to what runs and live pages saw."""

from pathlib import Path

import click

from scriptward.app.options import FILE


@click.command()
@click.option("--policy", required=True, type=FILE, help="The policy file.")
@click.argument("runs", nargs=-1, type=click.Path(path_type=Path), metavar="[RUN…]")
@click.option(
    "--database",
    "tables",
    default="",
    metavar="FILE",
    help="Also what live pages told: the database of `scriptward serve`.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def simulate(policy: Path, runs: tuple[Path, ...], tables: str, form: str) -> int:
    """Say what a policy would have blocked, scrubbed or masked in RUNs and on live pages.

    By page, script and recipient, and in how many sessions; a session is one persona's walk
    through one run. Nothing is deployed, and the policy's `mode` doesn't matter.

    Exit status: 0 told, 2 wrong input, 3 told, and a run is incomplete.
    """
    import msgspec

    from scriptward.app.policy_simulating import simulation
    from scriptward.app.verdict import Status
    from scriptward.lib.plain import plain
    from scriptward.policy.language import read_policy
    from scriptward.policy.simulation import told

    if not runs and not tables:
        raise click.UsageError("nothing to try it on: give RUNs, or --database")
    found = simulation(read_policy(policy), str(policy), runs, tables=tables)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        for line in told(found):
            click.echo(plain(line))
    return Status.INCOMPLETE if found.failures else Status.CLEAN
