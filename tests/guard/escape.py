"""The shape of a way to functions that no guard has wrapped, and the reader of `escapes.toml`.

A `[[way]]` has a `name`, a `script` of the page, `page`: markup before that script, and `files`
by name in the page's folder. `$OUT` is an address where nothing may go, `$OWN` the page's folder.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.guard.site import FORBIDDEN, OWN, Site

ROOM = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way."""

    name: str
    script: str = ""
    page: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    wrapped: bool = False
    """Only a way where a wrapper asks twice or stands where it can be taken away."""
    limit: bool = False
    """Written down in docs/guard.md as out of the guard's reach."""


def ways() -> tuple[Way, ...]:
    """Every way, in the file's order."""
    rows = tomllib.loads((ROOM / "escapes.toml").read_text("utf-8"))["way"]
    return tuple(Way(**row) for row in rows)


def put(site: Site, way: Way, token: str, *, guarded: bool) -> str:
    """Put a way's page and files on the site; its address. `token`: its own."""
    own = f"http://{OWN}/{token}"

    def filled(text: str) -> bytes:
        out = text.replace("$OUT", f"http://{FORBIDDEN}/{token}/out").replace("$OWN", own)
        return out.replace("$TOKEN", token).encode()

    guard = '<script src="/guard.js"></script>' if guarded else ""
    tail = f'<script src="{own}/way.js"></script></body>'
    head = f'<!doctype html><meta charset="utf-8">{guard}<title>Visit</title><body><h1>Visit</h1>'
    site.files[f"/{token}/"] = filled(f"{head}{way.page}{tail}")
    site.files[f"/{token}/way.js"] = filled(way.script)
    for name, text in way.files.items():
        tagged = f"<!doctype html>{guard}{text}" if name.endswith(".html") else text
        site.files[f"/{token}/{name}"] = filled(tagged)
    return f"{own}/"
