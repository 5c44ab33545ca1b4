"""Apache httpd 2.4: `Header always`, the guard's tag by `mod_substitute`.

Source: https://httpd.apache.org/docs/2.4/mod/mod_headers.html and mod_substitute.html.
"""

from collections.abc import Iterator

from scriptward.policy.delivering import Delivered, delivery, outside

SITE = "scriptward.conf"
DOLLAR = "scriptward_dollar"


@delivery
def apache(site: Delivered) -> dict[str, str]:
    """One file for the virtual host; needs mod_headers, for the guard mod_substitute as well."""
    return {SITE: "\n".join((*_headers(site), *_guard(site))) + "\n"}


def _headers(site: Delivered) -> Iterator[str]:
    yield f"# scriptward: include it in the `<VirtualHost>` of {site.site}."
    yield "# Needs: a2enmod headers filter substitute. `always` covers errors and redirects."
    yield "# What an application behind Apache sends stays beside these: of two"
    yield "# Content-Security-Policies both hold; of other names send one"
    yield "# (`Header onsuccess unset NAME` drops the other)."
    lines = [f'Header always set {name} "{_value(value, site)}"' for name, value in site.headers]
    if any(f"${{{DOLLAR}}}" in line for line in lines):
        yield f'Define {DOLLAR} "$"'
    yield from lines


def _guard(site: Delivered) -> Iterator[str]:
    if not site.guard:
        yield "# The guard was not built (`make setup`), so only headers are sent."
        return
    folder = _quoted(f"{site.folder}/guard")
    yield ""
    yield f'Alias "{site.collector}" "{folder}"'
    yield f'<Directory "{folder}">'
    yield "    Require all granted"
    yield "    AllowOverride None"
    yield '    ForceType "text/javascript; charset=utf-8"'
    yield '    Header set Cache-Control "public, max-age=31536000, immutable"'
    yield "    Header always set X-Content-Type-Options nosniff"
    yield "    # for sandboxed frames"
    yield '    Header set Access-Control-Allow-Origin "*"'
    yield "</Directory>"
    yield ""
    yield "# The guard first in the head, line by line: a tag broken over lines is not found, and"
    yield "# the text `<head>` in a script further down gets it, too. A page that comes compressed"
    yield "# from behind: AddOutputFilterByType INFLATE;SUBSTITUTE;DEFLATE text/html"
    yield "AddOutputFilterByType SUBSTITUTE text/html"
    yield "SubstituteMaxLineLength 10m"
    yield f'Substitute "s|<head(\\s[^>]*)?>|<head$1>{_quoted(site.tag)}|i"'


def _value(value: str, site: Delivered) -> str:
    """As a format string of mod_headers, inside quotes."""
    return outside(value, site.nonce, lambda text: _quoted(_formatted(text)))


def _formatted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "%%")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return escaped.replace("${", f"${{{DOLLAR}}}{{")
