"""Visit pages and journeys in real Chromium and report what scripts did.

Exit status: 0 nothing at or over --fail-on, 1 findings, 2 wrong input, 3 the run is incomplete.
"""

from pathlib import Path

import click

from scriptward.app import options


@click.command()
@click.argument("urls", nargs=-1, metavar="URL…")
@click.option("--journey", type=options.FILE, help="Do the steps of this journey file.")
@options.policy
@click.option(
    "--persona",
    "personas",
    multiple=True,
    metavar="NAME",
    help="Visit as default, accepted, rejected, opt-out-link, gpc, mobile, returning or abroad.",
)
@click.option(
    "--pages",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Crawl: follow links of the same site until N pages are visited, the URLs with them.",
)
@click.option("--ignore-robots", is_flag=True, help="Crawl what robots.txt asks not to.")
@click.option(
    "--concurrency",
    type=click.IntRange(1, 16),
    default=1,
    metavar="N",
    show_default=True,
    help="Visit N pages at the same time.",
)
@options.out
@options.formats
@click.option("--browser", default="", metavar="PATH", help="The Chromium to drive.")
@click.option(
    "--browser-arg", "browser_args", multiple=True, metavar="ARG", help="Pass to the browser."
)
@click.option("--allow-local", is_flag=True, help="Let pages reach loopback and private addresses.")
@click.option(
    "--replay-probe/--no-replay-probe",
    default=True,
    show_default=True,
    help="See on a visit beside what session recorders take of fields and texts put there.",
)
@options.fail_on
def scan(
    urls: tuple[str, ...],
    journey: Path | None,
    policy: Path | None,
    personas: tuple[str, ...],
    pages: int,
    ignore_robots: bool,
    concurrency: int,
    out: Path | None,
    formats: tuple[str, ...],
    browser: str,
    browser_args: tuple[str, ...],
    allow_local: bool,
    replay_probe: bool,
    fail_on: str,
) -> int:
    """Visit each URL, then the journey, and report what scripts did there."""
    from scriptward.app import progress, run_folder, scanning, verdict
    from scriptward.outputs.text import text
    from scriptward.vocabulary.words import Severity

    folder = out or run_folder.default_folder()
    run_folder.check_formats(formats)
    run_folder.check_folder(folder)
    with progress.Console() as console:
        scanned = scanning.scan(
            urls,
            journey=journey,
            policy=policy,
            personas=personas,
            pages=pages,
            ignore_robots=ignore_robots,
            concurrency=concurrency,
            browser=browser,
            browser_args=browser_args,
            screenshots=folder / "screenshots",
            allow_local=allow_local,
            replay_probe=replay_probe,
            progress=console,
        )
    click.echo(text.render(scanned.report).decode(), nl=False)
    run_folder.write(folder, scanned.report, scanned.visits, formats=formats)
    click.echo(f"\nreport: {folder / 'report.html'}")
    return verdict.status_of(scanned.report, fail_on=Severity(fail_on))
