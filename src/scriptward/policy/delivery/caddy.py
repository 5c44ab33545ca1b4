"""Caddy 2: a snippet of a Caddyfile. Stock Caddy can't write into pages.

Source: https://caddyserver.com/docs/caddyfile/directives/header and /docs/caddyfile/concepts.
"""

import re
from collections.abc import Iterator

from scriptward.policy.delivering import Delivered, delivery, outside

SITE = "scriptward.caddy"
DOLLAR = "scriptward_dollar"
TICK = "scriptward_backquote"
BACKSLASH = "scriptward_backslash"
_SIGNS = re.compile(r"\\(?=[\\{}`])|\{\$|[{}`]|[^\\{}`]+|.")
_NAMED = {
    "\\": f"{{vars.{BACKSLASH}}}",
    "{$": f"\\{{{{vars.{DOLLAR}}}",
    "{": r"\{",
    "}": r"\}",
    "`": f"{{vars.{TICK}}}",
}


@delivery
def caddy(site: Delivered) -> dict[str, str]:
    """One file to import at the top of the Caddyfile."""
    return {SITE: "\n".join(_lines(site)) + "\n"}


def _lines(site: Delivered) -> Iterator[str]:
    yield f"# scriptward: `import {SITE}` above the site blocks, then `import scriptward` in"
    yield f"# that of {site.site}. What a server behind Caddy sends stays beside these: of two"
    yield "# Content-Security-Policies both hold; of other names send one (`header_down -NAME` in"
    yield "# `reverse_proxy` drops the other)."
    yield "(scriptward) {"
    values = {name: _value(value, site) for name, value in site.headers}
    for name, word in ((DOLLAR, "$"), (TICK, '"`"'), (BACKSLASH, "`\\`")):
        if any(f"{{vars.{name}}}" in value for value in values.values()):
            yield f"\tvars {name} {word}"
    yield "\theader {"
    yield from (f"\t\t{name} {value}" for name, value in values.items())
    yield "\t}"
    if site.guard:
        yield f"\thandle_path {site.collector}/* {{"
        yield f"\t\troot * {_value(site.folder + '/guard', site)}"
        yield '\t\theader Cache-Control "public, max-age=31536000, immutable"'
        yield "\t\theader X-Content-Type-Options nosniff"
        yield "\t\theader Access-Control-Allow-Origin *  # for sandboxed frames"
        yield '\t\theader Content-Type "text/javascript; charset=utf-8"'
        yield "\t\tfile_server"
        yield "\t}"
    yield "}"
    if site.guard:
        yield "# Caddy as it ships can't put the guard's tag into pages (the plug-in"
        yield "# replace-response can). Write it first into the <head> of your templates:"
        yield f"#   {site.tag}"


def _value(value: str, site: Delivered) -> str:
    """As one word: in backquotes nothing is escaped. A lone brace can't be written (2.6)."""
    text = outside(value, site.nonce, _braces)
    return f"`{text}`"


def _braces(text: str) -> str:
    """Braces that name nothing; Caddy looks at closing ones only behind an opening one.

    What can't be written at all (an environment variable's opening, a backquote) is named.
    """
    if not {"{", "`"} & set(text):
        return text
    return "".join(_NAMED.get(sign) or sign for sign in _SIGNS.findall(text))
