"""Switch to vendors' newest versions, unless they do more."""

from pathlib import Path

import click

from scriptward.app.mirroring import printing


@click.command()
@click.argument("scripts", nargs=-1, metavar="[NAME…]")
@printing.folder
@printing.place
@printing.accept
@printing.browser
def refresh(
    scripts: tuple[str, ...],
    folder: Path,
    place: str,
    accept: str,
    browser: str,
    browser_args: tuple[str, ...],
) -> int:
    """Fetch what vendors serve now, vet it against the current version, and switch to it.

    A version that reads, sends or loads more is refused. Without NAMEs all are asked for. Exit
    status: 0 taken or unchanged, 1 refused, 2 wrong input, 3 incomplete.
    """
    from scriptward.app.mirroring.shelf import Shelf
    from scriptward.app.mirroring.taking import Options, refresh

    shelf = Shelf(folder, place)
    given: Options = {"browser": browser, "browser_args": browser_args}
    names = scripts or tuple(shelf.held())
    return printing.printed([refresh(shelf, name, accept=accept, **given) for name in names])
