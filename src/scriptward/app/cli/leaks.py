"""Find known values in a network capture, in any encoding.

Exit status: 0 none found, 1 a value was found, 2 wrong input, 3 entries could not be read.
"""

from pathlib import Path

import click

from scriptward.app import options


@click.command()
@click.argument("har", type=options.FILE, metavar="FILE.har")
@click.option(
    "--values", type=options.FILE, required=True, metavar="FILE.json", help="Names and values."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
)
def leaks(har: Path, values: Path, form: str) -> int:
    """List each value of FILE.json that left the browser in FILE.har: where, and how encoded."""
    from scriptward.app import leak_list, verdict
    from scriptward.app.progress import reading
    from scriptward.sources.values import read_values

    given = read_values(values)
    with reading([har]) as read:
        found = leak_list.listed(har, given, read=read)
    write = {
        "text": leak_list.as_text,
        "json": leak_list.as_json,
        "sarif": leak_list.as_sarif,
    }[form]
    click.echo(write(found))
    if found.failures:
        return verdict.Status.INCOMPLETE
    return verdict.Status.FINDINGS if found.leaks else verdict.Status.CLEAN
