"""Make a report from network captures (HAR) of a browser or proxy.

Exit status: 0 nothing at or over --fail-on, 1 findings, 2 wrong input, 3 the run is incomplete.
"""

from pathlib import Path

import click

from scriptward.app import options


@click.command()
@click.argument("files", nargs=-1, required=True, type=options.FILE, metavar="FILE.har[.gz]…")
@click.option(
    "--values", type=options.FILE, metavar="FILE.json", help="Look for these values in the traffic."
)
@options.policy
@options.out
@options.formats
@options.fail_on
def import_(
    files: tuple[Path, ...],
    values: Path | None,
    policy: Path | None,
    out: Path | None,
    formats: tuple[str, ...],
    fail_on: str,
) -> int:
    """Judge the requests in each FILE as a scan would, as far as a capture shows them."""
    from scriptward.app import run_folder, scanning, verdict
    from scriptward.app.progress import reading
    from scriptward.outputs.text import text
    from scriptward.sources.values import read_values
    from scriptward.vocabulary.words import Severity

    run_folder.check_formats(formats)
    folder = out or run_folder.default_folder()
    given = read_values(values) if values else ()
    with reading(files) as read:
        scanned = scanning.imported(files, values=given, policy=policy, read=read)
    run_folder.write(folder, scanned.report, scanned.visits, formats=formats)
    click.echo(text.render(scanned.report).decode(), nl=False)
    click.echo(f"\nreport: {folder / 'report.html'}")
    return verdict.status_of(scanned.report, fail_on=Severity(fail_on))
