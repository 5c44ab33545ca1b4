"""nginx: `add_header … always` on every response, the guard's tag by `sub_filter`.

Source: https://nginx.org/en/docs/http/ngx_http_headers_module.html and ngx_http_sub_module.html.
"""

from collections.abc import Iterator

from scriptward.policy.delivering import Delivered, delivery, outside

HTTP = "scriptward.http.conf"
HEADERS = "scriptward.headers.conf"
SITE = "scriptward.conf"
DOLLAR = "$scriptward_dollar"


@delivery
def nginx(site: Delivered) -> dict[str, str]:
    """One file for the server block, one for each place with headers of its own."""
    files = {SITE: "\n".join(_site(site)) + "\n", HEADERS: "\n".join(_headers(site)) + "\n"}
    if any(DOLLAR[1:] in _value(value, site) for _, value in site.headers):
        files[HTTP] = (
            "# Include it in `http { }`: nginx has no other way to write a dollar sign.\n"
            f'geo {DOLLAR} {{ default "$"; }}\n'
        )
    return files


def _headers(site: Delivered) -> Iterator[str]:
    yield f"# scriptward: headers of {site.site}. Included by {SITE}."
    yield "# nginx forgets the headers of outer blocks in every block that has an `add_header` of"
    yield "# its own (`location`, `if`): include this file in each of those, too."
    yield "# What a server behind nginx sends stays beside these: of two Content-Security-Policies"
    yield "# both hold; of other names send one (`proxy_hide_header NAME;` drops the other)."
    for name, value in site.headers:
        yield f'add_header {name} "{_value(value, site)}" always;'


def _site(site: Delivered) -> Iterator[str]:
    yield f"# scriptward: include it in the `server {{ }}` block of {site.site}."
    yield f'include "{_quoted(site.folder)}/{HEADERS}";'
    if not site.guard:
        yield "# The guard was not built (`make setup`), so only headers are sent."
        return
    yield ""
    yield f"location ^~ {site.collector}/guard. {{"
    yield f'    alias "{_quoted(site.folder)}/guard/guard.";'
    yield '    types { } default_type "text/javascript; charset=utf-8";'
    yield f'    include "{_quoted(site.folder)}/{HEADERS}";'
    yield '    add_header Cache-Control "public, max-age=31536000, immutable";'
    yield "    add_header X-Content-Type-Options nosniff always;"
    yield '    add_header Access-Control-Allow-Origin "*";  # for sandboxed frames'
    yield "    sub_filter_types text/x-nothing;"
    yield "}"
    yield ""
    yield "# The guard first in the head. Only a plain `<head>` is found, in HTML that is not"
    yield '# compressed: where nginx is a proxy, add `proxy_set_header Accept-Encoding "";` beside'
    yield "# each `proxy_pass` (nginx's own gzip comes later and stays on)."
    yield f"sub_filter '<head>' '<head>{site.tag}';"
    yield "sub_filter_once on;"


def _value(value: str, site: Delivered) -> str:
    return outside(value, site.nonce, _quoted)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return escaped.replace("$", f"${{{DOLLAR[1:]}}}")
