"""Take vendors' scripts in: fetched, vetted, kept by digest."""

from pathlib import Path

import click

from scriptward.app.mirroring import printing


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@printing.folder
@printing.place
@printing.accept
@printing.browser
def add(
    urls: tuple[str, ...],
    folder: Path,
    place: str,
    accept: str,
    browser: str,
    browser_args: tuple[str, ...],
) -> int:
    """Fetch the scripts at URLs, vet them, and print the elements that serve your copies.

    Exit status: 0 taken, 1 refused (a finding of high severity), 2 wrong input, 3 incomplete.
    """
    from scriptward.app.mirroring.shelf import Shelf
    from scriptward.app.mirroring.taking import Options, add

    shelf = Shelf(folder, place)
    given: Options = {"browser": browser, "browser_args": browser_args}
    return printing.printed([add(shelf, url, accept=accept, **given) for url in urls])
