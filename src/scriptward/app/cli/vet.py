"""Run one script on prepared pages: what it reads, sends and loads, and what a new version adds."""

from pathlib import Path

import click

from scriptward.app import options


@click.command()
@click.argument("target", metavar="URL-or-FILE")
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="RUN",
    help="Say what it does that the script of this run didn't; changes alone are judged.",
)
@click.option("--as", "address", default="", metavar="ADDRESS", help="Serve it from there.")
@click.option("--online", is_flag=True, help="Let its requests reach who they are for.")
@click.option(
    "--persona",
    "personas",
    multiple=True,
    metavar="NAME",
    help="Visit as these, as in `scan` (default: default, then abroad, who returns).",
)
@click.option(
    "--within",
    type=click.FloatRange(min=1.0),
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="Most time on the pages.",
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Keep the run there.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
)
@click.option("--browser", default="", metavar="PATH", help="The Chromium to drive.")
@click.option(
    "--browser-arg", "browser_args", multiple=True, metavar="ARG", help="Pass to the browser."
)
@options.fail_on
def vet(
    target: str,
    against: Path | None,
    address: str,
    online: bool,
    personas: tuple[str, ...],
    within: float,
    out: Path | None,
    form: str,
    browser: str,
    browser_args: tuple[str, ...],
    fail_on: str,
) -> int:
    """Run the script at a URL or in a FILE on prepared pages full of bait, as a third party.

    Exit status: 0 nothing at or over --fail-on, 1 findings (with --against: changes), 2 wrong
    input, such as an address without a script, 3 incomplete or not reachable.
    """
    from scriptward.app import progress, vetting
    from scriptward.vocabulary.words import Severity

    with progress.Console() as console:
        vetted = vetting.vetted(
            target,
            against=against,
            address=address,
            online=online,
            personas=personas,
            within=within,
            out=out,
            browser=browser,
            browser_args=browser_args,
            progress=console,
        )
    click.echo(vetting.written(vetted, form), nl=False)
    return vetting.status_of(vetted, fail_on=Severity(fail_on))
