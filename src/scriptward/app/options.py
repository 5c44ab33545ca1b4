"""Options that several commands share."""

from pathlib import Path

import click

from scriptward.vocabulary.words import Severity

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

fail_on = click.option(
    "--fail-on",
    type=click.Choice([word.value for word in Severity]),
    default=Severity.HIGH.value,
    show_default=True,
    help="Lowest severity that makes the exit status 1.",
)
out = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the run (default: scriptward-run-<UTC time>).",
)
formats = click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT",
    help="Also write this format: csv, storage, sarif, … JSON and HTML are always written.",
)
policy = click.option("--policy", type=FILE, help="Judge against this policy, too.")
