"""Scan the sample clinic, whose third parties are real vendor scripts, and show the dashboard.

Runs from a source checkout. Exit status 0 when it ran, whatever it found.
"""

import sys
import threading
from pathlib import Path

import click

from scriptward.app import options


@click.command()
@options.out
@options.formats
@click.option("--browser", default="", metavar="PATH", help="The Chromium to drive.")
@click.option("--with-skimmer", is_flag=True, help="Add a card skimmer to the bill-pay page.")
def demo(out: Path | None, formats: tuple[str, ...], browser: str, with_skimmer: bool) -> int:
    """Scan the sample clinic, write its report and show its dashboard."""
    from scriptward.app import clinic, config, progress, run_folder, scanning, serve, verdict
    from scriptward.outputs.text import text
    from scriptward.vocabulary.errors import UsageError

    checkout = config.settings().checkout
    if checkout is None:
        raise UsageError(
            "the sample clinic is not here", hint="run this in a clone of the repository"
        )
    folder = out or checkout / "demo" / "out"
    run_folder.check_formats(formats)
    extra = ("--with-skimmer",) if with_skimmer else ()
    with clinic.started(checkout / "demo", options=extra) as site, progress.Console() as console:
        scanned = scanning.scan(
            [site.url],
            journey=site.journey,
            browser=browser,
            browser_args=site.browser_args,
            own_pages=True,
            screenshots=folder / "screenshots",
            progress=console,
        )
    run_folder.write(folder, scanned.report, scanned.visits, formats=formats)
    click.echo(text.render(scanned.report).decode(), nl=False)
    click.echo(f"\nreport:    {folder / 'report.html'}")
    for old in folder.glob("demo.sqlite*"):
        old.unlink()
    database = f"sqlite:///{folder / 'demo.sqlite'}"
    with serve.serving(database, port=0, runs=(folder,)) as address:
        click.echo(f"dashboard: {address.url}")
        if address.password:
            click.echo(f"           sign in as {address.user} with {address.password}")
        if sys.stdin.isatty() and sys.stdout.isatty():
            click.echo("           Ctrl-C ends it")
            _wait()
        else:
            click.echo("           it answers; no terminal here, so it ends")
    return verdict.Status.CLEAN if scanned.report.pages else verdict.Status.INCOMPLETE


def _wait() -> None:
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        click.echo("\nstopped")
