"""Check browser, versions, database and clock, and say what to do.

Exit status 0 when everything is there, 2 when something has to be done.
"""

import click


@click.command()
@click.option("--browser", default="", metavar="PATH", help="The Chromium to check.")
def doctor(browser: str) -> int:
    """Check what scriptward needs on this machine."""
    from scriptward.app import checkup, verdict

    checks = checkup.checks(browser)
    for check in checks:
        click.echo(f"{'ok  ' if check.good else 'MEND'}  {check.name}: {check.says}")
        if not check.good:
            click.echo(f"      what to do: {check.hint}")
    good = all(check.good for check in checks)
    return verdict.Status.CLEAN if good else verdict.Status.WRONG_INPUT
