"""Hold saved runs against the rules of a standard and write the evidence.

Exit status: 0 no rule needs review, 1 some do, 2 wrong input, 3 a run is incomplete.
"""

from pathlib import Path

import click

from scriptward.app import options


@click.command()
@click.argument("runs", nargs=-1, required=True, metavar="RUN…", type=click.Path(path_type=Path))
@click.option(
    "--standard",
    required=True,
    type=click.Choice(["ftc", "hipaa", "pci", "state"]),
    help="The rule packs to hold the runs against.",
)
@click.option("--policy", type=options.FILE, help="Take approvals and agreements from this policy.")
@click.option(
    "-o",
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder for evidence-STANDARD.json and .html (default: here).",
)
def report(runs: tuple[Path, ...], standard: str, policy: Path | None, out: Path) -> int:
    """Say for each rule of a standard what RUN… show, and what they can't."""
    from scriptward.app.evidence import making, summing, writing
    from scriptward.policy.language import read_policy

    given = read_policy(policy) if policy else None
    evidence = making.evidence(standard, making.read_runs(runs), policy=given)
    written = writing.write(out, evidence)
    click.echo(summing.text(evidence), nl=False)
    for path in written:
        click.echo(f"evidence: {path}")
    return summing.status_of(evidence)
