"""Propose the smallest policy that permits what runs observed."""

from pathlib import Path
from typing import TypedDict, Unpack

import click

from scriptward.app import options


class Choices(TypedDict):
    """What may be told beside the runs."""

    output: Path | None
    base: Path | None
    accept: tuple[str, ...]
    everything: bool
    by: str
    why: str
    site: str
    replace: bool
    form: str


@click.command()
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RUN…")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="POLICY",
    help="File to write; left out, the proposal is only told.",
)
@click.option("--policy", "base", type=options.FILE, help="Keep this policy and add what it lacks.")
@click.option(
    "--accept", multiple=True, metavar="ID", help="Add this line only; may be given several times."
)
@click.option("--all", "everything", is_flag=True, help="Add every line (without --accept: so).")
@click.option("--by", default="", metavar="NAME", help="Who approves, for the approvals written.")
@click.option(
    "--why", default="", metavar="TEXT", help="What for, put to every approval and permit written."
)
@click.option("--site", default="", metavar="HOST", help="The site (default: that of most pages).")
@click.option("--replace", is_flag=True, help="Write over a file that is there.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def learn(runs: tuple[Path, ...], **choices: Unpack[Choices]) -> int:
    """Propose the smallest policy that permits what RUNs observed.

    With --policy, or without -o, each line it adds is told with an id and why. What it refuses to
    permit is listed with the reason, here and in the file. Exit status: 0 told and written, 2 wrong
    input, 3 the same, and a run is incomplete.
    """
    from scriptward.app import policy_learning
    from scriptward.app.verdict import Status

    if choices["everything"] and choices["accept"]:
        raise click.UsageError("--all and --accept don't go together: give one of them")
    found = policy_learning.learnt(
        runs,
        output=choices["output"],
        base=choices["base"],
        accept=choices["accept"] or None,
        by=choices["by"],
        why=choices["why"],
        site=choices["site"],
        replace=choices["replace"],
    )
    click.echo(policy_learning.written(found, choices["form"]), nl=False)
    return Status.INCOMPLETE if found.result.failures else Status.CLEAN
