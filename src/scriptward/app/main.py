"""The `scriptward` command: runs one command, says errors with what to do, sets the exit status.

0 nothing at or over `--fail-on`, 1 findings, 2 wrong usage or input, 3 the run is incomplete.
"""

import sys

import click

from scriptward.app import cli
from scriptward.app.command import Room
from scriptward.app.verdict import Status
from scriptward.lib.version import __version__
from scriptward.vocabulary.errors import ScriptwardError, UnreachableError

root = click.version_option(__version__, prog_name="scriptward")(
    Room(
        cli,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
)
root.name = "scriptward"
root.help = "See, judge and control what scripts do on a healthcare web site."


def main() -> None:
    """Run the command line and leave with its status."""
    sys.exit(status(sys.argv[1:]))


def status(arguments: list[str]) -> int:
    """Run one command line; give its exit status. Prints what went wrong and what to do."""
    try:
        outcome = root.main(args=arguments, prog_name="scriptward", standalone_mode=False)
    except click.Abort:
        click.echo("stopped", err=True)
        return Status.INCOMPLETE
    except click.ClickException as error:
        error.show()
        return Status.WRONG_INPUT
    except ScriptwardError as error:
        click.echo(f"error: {error}", err=True)
        if error.hint:
            click.echo(f"what to do: {error.hint}", err=True)
        unreachable = isinstance(error, UnreachableError)
        return Status.INCOMPLETE if unreachable else Status.WRONG_INPUT
    except OSError as error:
        click.echo(f"error: {error.filename or 'the output'}: {error.strerror}", err=True)
        click.echo("what to do: see that the disk has room and may be written to", err=True)
        return Status.WRONG_INPUT
    return outcome if isinstance(outcome, int) else Status.CLEAN
