"""Compile a policy to a header that browsers enforce, and say what it can't stop."""

from pathlib import Path

import click

from scriptward.app.options import FILE

SERVERS = ("headers", "nginx", "apache", "caddy", "snippet", "edge")


@click.command(name="compile")
@click.option("--policy", required=True, type=FILE, help="The policy file.")
@click.option("--for", "server", required=True, type=click.Choice(SERVERS), help="In whose words.")
@click.argument("runs", nargs=-1, type=click.Path(path_type=Path), metavar="[RUN…]")
@click.option("--report-only", is_flag=True, help="The header that reports and blocks nothing.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "line", "json"]),
    default="text",
    show_default=True,
    help="`line`: the header alone, for a file.",
)
def compile_(
    policy: Path, server: str, runs: tuple[Path, ...], form: str, *, report_only: bool
) -> int:
    """Give the Content-Security-Policy that keeps a policy, word for word explained.

    With RUNs it opens only what they needed of what the policy permits. Exit status: 0 compiled,
    2 wrong input, 3 compiled, and a run is incomplete.
    """
    import msgspec

    from scriptward.app import policy_runs
    from scriptward.app.verdict import Status
    from scriptward.lib.plain import plain
    from scriptward.policy.compilation import Server, compiled, line, told
    from scriptward.policy.language import read_policy

    given = read_policy(policy)
    read = policy_runs.read(runs)
    result = compiled(given, read.visits if runs else None)
    header = line(result, Server(server), report_only=report_only)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(result), indent=2))
    elif form == "line":
        click.echo(header)
    else:
        for text in (header, "", *told(result), *read.failures):
            click.echo(plain(text))
    return Status.INCOMPLETE if read.failures else Status.CLEAN
