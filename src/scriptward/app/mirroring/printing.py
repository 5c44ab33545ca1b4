"""Options of the mirror's commands, and how they print."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scriptward.lib.plain import plain

if TYPE_CHECKING:
    from scriptward.app.mirroring.taking import Taken

folder = click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("vendor"),
    show_default=True,
    help="The folder of the mirror, which your site serves.",
)
place = click.option(
    "--at", "place", default="/vendor", show_default=True, help="Path at which it is served."
)
accept = click.option(
    "--accept", default="", metavar="REASON", help="Take it although it does more; kept."
)


def browser(command: Callable[..., int]) -> Callable[..., int]:
    """Options on the Chromium that vets."""
    command = click.option("--browser-arg", "browser_args", multiple=True, metavar="ARG")(command)
    return click.option("--browser", default="", metavar="PATH", help="The Chromium.")(command)


def printed(results: Iterable["Taken"]) -> int:
    """Print what came of each; the exit status."""
    from scriptward.app.verdict import Status  # noqa: PLC0415  # so that --help stays quick

    status = Status.CLEAN
    for taken in results:
        word = "current" if taken.switched else "refused" if taken.refused else "as it was"
        for text in (f"{taken.name}: {word}", *taken.lines, *taken.refused):
            click.echo(plain(text))
        if taken.refused:
            click.echo("not taken: read what it does, then --accept REASON")
            incomplete = taken.vetted is not None and not taken.vetted.run.complete
            status = max(status, Status.INCOMPLETE if incomplete else Status.FINDINGS)
    return status
