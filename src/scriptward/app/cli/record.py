"""Record a journey in a visible browser, for `scan --journey`.

Ends when the window is closed or Ctrl-C is pressed. What is typed is never written.
"""

from pathlib import Path

import click


@click.command()
@click.argument("url")
@click.option(
    "-o",
    "--out",
    "file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="JOURNEY",
    help="The journey file to write.",
)
@click.option("--browser", default="", metavar="PATH", help="The Chromium to open.")
@click.option(
    "--browser-arg", "browser_args", multiple=True, metavar="ARG", help="Pass to the browser."
)
def record(url: str, file: Path, browser: str, browser_args: tuple[str, ...]) -> None:
    """Open URL in a visible browser and write what you do there as a journey."""
    from scriptward.app import recording
    from scriptward.lib.plain import plain

    click.echo("recording: close the window or press Ctrl-C to end", err=True)
    steps = recording.record(
        url,
        file,
        browser=browser,
        browser_args=browser_args,
        say=lambda step: click.echo(f"  {plain(step)}", err=True),
    )
    click.echo(f"{file}: {steps} steps")
