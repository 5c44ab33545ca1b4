"""Try a policy on a journey in a real browser: what breaks, why, and what mends it."""

from pathlib import Path

import click

from scriptward.app import options


@click.command()
@click.option("--policy", required=True, type=options.FILE, help="The policy file.")
@click.option("--journey", required=True, type=options.FILE, help="What is done on the site.")
@click.argument("url", required=False, default="")
@click.option(
    "--mend",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the policy with the loosening there.",
)
@click.option(
    "--tries",
    type=click.IntRange(0, 20),
    default=3,
    show_default=True,
    help="Most times the journey is done again to find what mends.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("--browser", default="", metavar="PATH", help="The Chromium to drive.")
@click.option(
    "--browser-arg", "browser_args", multiple=True, metavar="ARG", help="Pass to the browser."
)
def rehearse(
    policy: Path,
    journey: Path,
    url: str,
    mend: Path | None,
    tries: int,
    form: str,
    browser: str,
    browser_args: tuple[str, ...],
) -> int:
    """Do a journey at URL without and with the policy, deployed nowhere, and compare.

    URL is visited first, where it isn't the journey's own start. The policy is enforced whatever
    its `mode`. What the journey sends to the site is really sent, each time.

    Exit status: 0 nothing breaks, 1 something breaks or a forbidden request got out, 2 wrong
    input, 3 incomplete, such as a journey that fails without the policy.
    """
    from scriptward.app import progress, rehearsing
    from scriptward.sources.journey import read_journey

    with progress.Console() as console:
        tried = rehearsing.rehearsed(
            rehearsing.Stage(
                urls=(url,) if url else (),
                journey=read_journey(journey),
                browser=browser,
                browser_args=browser_args,
                progress=console,
            ),
            policy,
            tries=tries,
            mend_to=mend,
        )
    click.echo(rehearsing.written(tried.result, form), nl=False)
    return rehearsing.status_of(tried.result)
