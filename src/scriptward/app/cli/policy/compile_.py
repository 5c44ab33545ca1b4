"""Compile a policy to the headers that browsers keep, and say what they can't stop."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from scriptward.app.options import FILE

if TYPE_CHECKING:
    from scriptward.app.policy_headers import Choices

SERVERS = ("headers", "nginx", "apache", "caddy", "snippet", "edge")
INTO_FILES = ("snippet", "edge")
"""Those that are more than a line a header."""
ASKED_FOR = ("connection-allowlist", "trusted-types", "strict-dynamic")


def _choices(command: Callable[..., int]) -> Callable[..., int]:
    """Options on what is compiled, in the order of help."""
    for option in reversed(
        (
            click.option("--only", multiple=True, metavar="NAME", help="Of these headers only."),
            click.option(
                "--pages", multiple=True, metavar="NAME", help="For these pages of the policy only."
            ),
            click.option(
                "--with",
                "asked",
                multiple=True,
                type=click.Choice(ASKED_FOR),
                help="What may need work on the site first.",
            ),
            click.option(
                "--redirects",
                type=click.Choice(["block", "follow"]),
                default="block",
                show_default=True,
                help="By Connection-Allowlist: log-ins may need `follow`, which lets more out.",
            ),
            click.option("--link", multiple=True, metavar="HOST", help="Links may lead there."),
            click.option("--scheme", multiple=True, help="Links may have it, as `tel` may."),
            click.option(
                "--nonce", default="", help="What your server writes for one; else digests."
            ),
            click.option(
                "--collector",
                default="/_scriptward",
                show_default=True,
                help="Path of the site for reports; empty: none.",
            ),
            click.option("--existing", type=FILE, help="Headers sent now, as `Name: value`."),
            click.option("--keep-existing", is_flag=True, help="Those that the RUNs received."),
            click.option("--through", default="", help="What they pass: nginx,cloudfront,…"),
        )
    ):
        command = option(command)
    return command


@click.command(name="compile")
@click.option("--policy", required=True, type=FILE, help="The policy file.")
@click.option("--for", "server", required=True, type=click.Choice(SERVERS), help="In whose words.")
@click.argument("runs", nargs=-1, type=click.Path(path_type=Path), metavar="[RUN…]")
@click.option(
    "--report-only/--enforce",
    "report_only",
    default=None,
    help="Report and block nothing, or block; by the policy's `mode` if not given.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "line", "json"]),
    default="text",
    show_default=True,
    help="`line`: the headers alone, for a file.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write files there for the server, and the guard.",
)
@_choices
def compile_(
    policy: Path,
    server: str,
    runs: tuple[Path, ...],
    form: str,
    out: Path | None,
    report_only: bool | None,
    **choices: Unpack["Choices"],
) -> int:
    """Give the headers that keep a policy, word for word explained.

    With RUNs they open only what those needed of what the policy permits. Exit status: 0 compiled,
    2 wrong input, 3 compiled, and a run is incomplete.
    """
    from scriptward.app import policy_delivery, policy_headers, policy_runs
    from scriptward.app.verdict import Status
    from scriptward.lib.plain import plain
    from scriptward.policy.compilation import Server
    from scriptward.policy.language import read_policy

    given = policy_headers.as_asked(read_policy(policy), report_only=report_only)
    read = policy_runs.read(runs, by=given)
    found = policy_headers.compiled(given, read.visits if runs else None, choices)
    if why := policy_headers.why_nothing_is_blocked(given, asked=report_only is not None):
        click.echo(why, err=True)
    if form == "json":
        click.echo(policy_headers.as_json(found))
        return Status.INCOMPLETE if read.failures else Status.CLEAN
    if out or server in INTO_FILES:
        site = policy_delivery.delivered(
            given,
            found,
            server,
            collector=choices["collector"],
            nonce=choices["nonce"],
        )
        if out:
            click.echo("\n".join(map(str, policy_delivery.write(server, site, out))))
        else:
            click.echo(next(iter(policy_delivery.texts(server, site).values())), nl=False)
        return Status.INCOMPLETE if read.failures else Status.CLEAN
    lines = policy_headers.lines(found, Server(server), report_only=given.observes)
    if form == "line":
        click.echo("\n".join(lines))
    else:
        told = policy_headers.told(found, report_only=given.observes)
        for text in (*lines, "", *told, *read.failures):
            click.echo(plain(text))
    return Status.INCOMPLETE if read.failures else Status.CLEAN
