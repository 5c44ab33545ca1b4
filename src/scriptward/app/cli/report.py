"""Hold saved runs against the rules of a standard and write the evidence.

Exit status: 0 no rule needs review, 1 some do, 2 wrong input, 3 a run is incomplete.
"""

from pathlib import Path

import click


@click.command()
@click.argument("runs", nargs=-1, required=True, metavar="RUN…", type=click.Path(path_type=Path))
@click.option(
    "--standard",
    required=True,
    type=click.Choice(["ftc", "hipaa", "pci", "state"]),
    help="The rule packs to hold the runs against.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder for evidence-STANDARD.json and .html (default: here).",
)
def report(runs: tuple[Path, ...], standard: str, out: Path) -> int:
    """Say for each rule of a standard what RUN… show, and what they can't."""
    from scriptward.app.evidence import making, summing, writing

    evidence = making.evidence(standard, making.read_runs(runs))
    written = writing.write(out, evidence)
    click.echo(summing.text(evidence), nl=False)
    for path in written:
        click.echo(f"evidence: {path}")
    return summing.status_of(evidence)
