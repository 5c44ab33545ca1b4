"""Go back to the version before, at once and without the network."""

from pathlib import Path

import click

from scriptward.app.mirroring import printing


@click.command()
@click.argument("name")
@printing.folder
@printing.place
def rollback(name: str, folder: Path, place: str) -> int:
    """Make the version before the current one current again, and print its element."""
    from scriptward.app.mirroring.shelf import Shelf
    from scriptward.app.mirroring.taking import rollback

    return printing.printed([rollback(Shelf(folder, place), name)])
