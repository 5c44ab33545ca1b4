"""Show what is known on a dashboard, and take in what live pages report."""

from pathlib import Path

import click


@click.command()
@click.option(
    "--database",
    default="scriptward.sqlite",
    show_default=True,
    help="Path of an SQLite database; made if it is not there.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8620, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--site",
    "sites",
    multiple=True,
    metavar="HOST",
    help="Take in what live pages of this host report. None: nothing is taken in.",
)
@click.option(
    "--run",
    "runs",
    multiple=True,
    metavar="RUN",
    type=click.Path(exists=True, path_type=Path),
    help="Put this run in first: its folder or its report.json.",
)
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="POLICY",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A site's policy: show what the runs would add to it, to approve line by line.",
)
@click.option("--save-policy", is_flag=True, help="Approved lines may be saved to that file.")
@click.option("--new-password", is_flag=True, help="Make and print another; sign everybody out.")
def serve(
    *,
    database: str,
    host: str,
    port: int,
    sites: tuple[str, ...],
    runs: tuple[Path, ...],
    policies: tuple[Path, ...],
    save_policy: bool,
    new_password: bool,
) -> None:
    """Show what is known on a dashboard, and take in what live pages report.

    Only this machine can reach it unless --host names another address. The password is printed
    once, at the first start of a database.
    """
    import signal
    import sys
    from threading import Event

    import structlog

    from scriptward.app import serve as server

    structlog.configure(logger_factory=lambda *_: structlog.PrintLogger(sys.stderr))
    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    with server.serving(
        database,
        host=host,
        port=port,
        sites=sites,
        runs=runs,
        policies=policies,
        save_policy=save_policy,
        new_password=new_password,
    ) as address:
        _say(address.url, address.password, sites=sites, has_sensor=address.has_sensor)
        if not server.is_loopback(host):
            click.echo(
                f"warning: others can reach {host}; put a TLS proxy in front of it (docs/serve.md)",
                err=True,
            )
        while address.running() and not stop.wait(timeout=1.0):
            continue
    click.echo("stopped", err=True)


def _say(url: str, password: str, *, sites: tuple[str, ...], has_sensor: bool) -> None:
    click.echo(f"dashboard  {url}")
    if password:
        click.echo(f"sign in    name admin, password {password}  (printed only this once)")
    for site in sites:
        click.echo(f"live       {site}: report-uri {url}csp/{site}")
        if has_sensor:
            click.echo(f'           <script src="{url}sensor.js"></script> first on every page')
    click.echo("stop with Ctrl-C")
