"""Say what changed between two runs."""

from pathlib import Path

import click

from scriptward.app import options

RUN = click.Path(path_type=Path)


@click.command()
@click.argument("old", type=RUN, metavar="OLD")
@click.argument("new", type=RUN, metavar="NEW")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
)
@options.fail_on
def diff(old: Path, new: Path, form: str, fail_on: str) -> int:
    """Compare the run NEW with the run OLD: scripts, what they do, who gets what, headers.

    Exit status: 0 nothing at or over --fail-on, 1 changes, 2 wrong input, 3 a run is incomplete.
    """
    from scriptward.app import run_diff
    from scriptward.vocabulary.words import Severity

    changes = run_diff.between(old, new)
    click.echo(run_diff.written(changes, form), nl=False)
    return run_diff.status_of(changes, fail_on=Severity(fail_on))
