"""Propose the smallest policy that permits what runs observed."""

from pathlib import Path

import click

from scriptward.app import options


@click.command()
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RUN…")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="POLICY",
    help="File to write.",
)
@click.option("--policy", "base", type=options.FILE, help="Keep this policy and add what it lacks.")
@click.option("--site", default="", metavar="HOST", help="The site (default: that of most pages).")
@click.option("--replace", is_flag=True, help="Write over a file that is there.")
def learn(
    runs: tuple[Path, ...], output: Path, base: Path | None, site: str, *, replace: bool
) -> int:
    """Propose the smallest policy that permits what RUNs observed.

    What it refuses to permit is listed with the reason, here and in the file. Exit status: 0
    written, 2 wrong input, 3 written, and a run is incomplete.
    """
    from scriptward.app import policy_runs
    from scriptward.app.verdict import Status
    from scriptward.lib.plain import plain
    from scriptward.policy.language import read_policy
    from scriptward.policy.proposal import proposal, proposed, told
    from scriptward.vocabulary.errors import UsageError

    if output.exists() and not replace:
        raise UsageError(f"{output} is there already", hint="choose another name, or add --replace")
    read = policy_runs.read(runs)
    given = read_policy(base) if base else None
    found = proposed(read.visits, site=site, base=given)
    text = proposal(found, runs=read.names, base=base.read_text("utf-8") if base else "")
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"{output}: {error.strerror}", hint="choose another place") from error
    for line in (*told(found), *read.failures, f"policy: {output}"):
        click.echo(plain(line))
    return Status.INCOMPLETE if read.failures else Status.CLEAN
