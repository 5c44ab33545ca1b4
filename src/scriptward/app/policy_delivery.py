"""What `policy compile --out` writes: a policy as files of a web server, a page or a CDN's edge."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from scriptward.app.guard import guard_script, integrity
from scriptward.lib.found import names, one
from scriptward.lib.whole_files import put
from scriptward.policy import delivery as room
from scriptward.policy.compilation import Compilation, sent
from scriptward.policy.delivering import Delivered, Delivery
from scriptward.policy.guard_source import with_guard
from scriptward.policy.language.policy import Policy
from scriptward.policy.options import COLLECTOR
from scriptward.vocabulary.errors import UsageError

GUARDS = "guard"
"""The folder of guards: one of an earlier policy stays, for pages that browsers kept."""
WITHOUT_HEADERS = "snippet"
_CSP = "content-security-policy"


def delivered(
    policy: Policy,
    found: Compilation,
    server: str,
    *,
    collector: str,
    nonce: str,
) -> Delivered:
    """The headers with the guard let in, and the guard; a page alone sends no headers.

    Both do what the policy's mode says: of one that observes, headers only report.
    """
    site = Delivered(
        site=policy.site,
        headers=sent(found.headers, report_only=policy.observes),
        collector=collector if collector.startswith("/") else COLLECTOR,
        nonce=nonce,
    )
    try:
        script = guard_script(policy, headers=server != WITHOUT_HEADERS)
    except FileNotFoundError:
        return site
    digest = integrity(script)
    return replace(
        site,
        headers=tuple(
            (name, with_guard(value, digest) if name.lower().startswith(_CSP) else value)
            for name, value in site.headers
        ),
        guard=f"guard.{sha256(script).hexdigest()[:16]}.js",
        script=script,
        integrity=digest,
    )


def texts(server: str, site: Delivered) -> dict[str, str]:
    """Files by name, the one to begin with first. Raises UsageError where there are none."""
    if server not in names(room):
        raise UsageError(
            f"`{server}` has no files",
            hint=f"leave out --out, or compile for one of: {', '.join(names(room))}",
        )
    return one(room, server, Delivery).write(site)


def write(server: str, site: Delivered, folder: Path) -> tuple[Path, ...]:
    """Write the guard and then the files that name it there; older guards stay.

    Raises UsageError; each file is then as it was, or whole.
    """
    placed = replace(site, folder=str(folder.resolve()))
    files = {folder / name: text.encode() for name, text in texts(server, placed).items()}
    if site.guard:
        files[folder / GUARDS / site.guard] = site.script
    try:
        for path, content in reversed(files.items()):
            put(path, content)
    except OSError as error:
        raise UsageError(
            f"{error.filename}: {error.strerror}", hint="name a folder you may write to: --out DIR"
        ) from error
    return tuple(files)
