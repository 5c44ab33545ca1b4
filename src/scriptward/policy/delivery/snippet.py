"""A snippet for the page itself: guard and a Content-Security-Policy in `<meta>`, no server needed.

What a meta element can't carry is left out and said (CSP Level 3, section 3.3).
"""

from collections.abc import Iterator
from html import escape

from scriptward.policy.delivering import Delivered, delivery

FILE = "scriptward.html"
CSP = "content-security-policy"
NOT_IN_META = ("frame-ancestors", "report-uri", "report-to", "sandbox")


@delivery
def snippet(site: Delivered) -> dict[str, str]:
    """One file to paste first into `<head>`."""
    return {FILE: "\n".join(_lines(site)) + "\n"}


def _lines(site: Delivered) -> Iterator[str]:
    name = escape(site.site)
    yield f"<!-- scriptward for {name}: first in the head, before any other script. -->"
    if site.guard:
        place = f"{site.guard} at {escape(site.place)}"
        yield f"<!-- Serve {place}; paste again when it changes. For sandboxed frames, serve it"
        yield "     with Access-Control-Allow-Origin: *. -->"
        yield site.tag
    else:
        yield "<!-- The guard was not built (make setup). -->"
    left_out = []
    for header, value in site.headers:
        if header.lower() != CSP:
            left_out.append(header)
            continue
        for policy in value.split(", "):
            kept, dropped = _in_meta(policy)
            left_out += dropped
            yield f'<meta http-equiv="{header}" content="{escape(kept)}">'
    if left_out:
        words = escape(", ".join(dict.fromkeys(left_out))).replace("--", "- -")
        yield f"<!-- A page can't say this of itself, only a response's header: {words} -->"


def _in_meta(policy: str) -> tuple[str, list[str]]:
    """What a meta element can carry of a policy, and names of what it can't."""
    directives = [directive.strip() for directive in policy.split(";")]
    names = [directive.partition(" ")[0] for directive in directives]
    kept = [one for one, name in zip(directives, names, strict=True) if name not in NOT_IN_META]
    return "; ".join(kept), [name for name in names if name in NOT_IN_META]
