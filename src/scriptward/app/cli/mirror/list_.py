"""Say which scripts the mirror has, and which version is current."""

from pathlib import Path

import click

from scriptward.app.mirroring import printing


@click.command(name="list")
@printing.folder
@printing.place
def list_(folder: Path, place: str) -> int:
    """One line a version; the current one has a star."""
    from scriptward.app.mirroring.shelf import Shelf
    from scriptward.app.verdict import Status
    from scriptward.lib.plain import plain

    for one in Shelf(folder, place).all().values():
        click.echo(plain(f"{one.name}  {one.url}"))
        for version in one.versions:
            mark = "*" if version.sha256 == one.current else " "
            why = f"  accepted: {version.accepted}" if version.accepted else ""
            size = f"{version.bytes:,} bytes"
            click.echo(plain(f"{mark} {version.taken_at}  {version.file}  {size}{why}"))
    return Status.CLEAN
