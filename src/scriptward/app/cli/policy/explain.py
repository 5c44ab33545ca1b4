"""Say what a policy decides for an address, and by which lines."""

from pathlib import Path

import click

from scriptward.app.options import FILE
from scriptward.vocabulary.words import PageClass


@click.command()
@click.option("--policy", required=True, type=FILE, help="The policy file.")
@click.argument("url")
@click.option("--page", default="", metavar="URL", help="Page it is asked on (default: /).")
@click.option("--script", default="", metavar="URL", help="Script that asks.")
@click.option(
    "--page-class",
    type=click.Choice([word.value for word in PageClass]),
    help="Class of the page, where the policy's `pages` don't say.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def explain(
    policy: Path, url: str, page: str, script: str, page_class: str | None, form: str
) -> int:
    """Say which rules of a policy decide about URL, and why.

    URL is an address, or inline:<sha256> for code of the page. Code that is written anew for each
    view is inline:/path#<sha256>, by its shape, as it stands under `scripts`.
    """
    import msgspec

    from scriptward.app.verdict import Status
    from scriptward.lib.plain import plain
    from scriptward.policy.explain import explained, told
    from scriptward.policy.language import read_policy

    explanation = explained(
        read_policy(policy),
        url,
        page=page,
        script=script,
        page_class=PageClass(page_class) if page_class else None,
    )
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(explanation), indent=2))
    else:
        for line in told(explanation):
            click.echo(plain(line))
    return Status.CLEAN
