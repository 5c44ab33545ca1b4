"""Who sent an answer, by what it says itself, and so who has to act and how."""

from scriptward.lib.plain import cut, plain
from scriptward.policy.receiving.fault import FaultKind, Found, Who
from scriptward.sources.live.response import Response

_SIGNS = {
    "cf-ray": "Cloudflare",
    "x-amz-cf-id": "CloudFront",
    "x-varnish": "Varnish",
    "x-akamai-transformed": "Akamai",
    "x-azure-ref": "Azure Front Door",
    "x-iinfo": "Imperva",
    "x-sucuri-id": "Sucuri",
}
_LONGEST = 60
_CACHED = ("hit", "stale", "revalidated", "updating")
_BY_CARRIER = frozenset(
    {FaultKind.LOST, FaultKind.CUT, FaultKind.CHANGED, FaultKind.DOUBLED, FaultKind.GUARD_REFUSED}
)
"""What somebody on the way does, where somebody is on the way."""
_WHO = {
    FaultKind.META: Who.APPLICATION,
    FaultKind.GUARD_MISSING: Who.APPLICATION,
    FaultKind.GUARD_NOT_FIRST: Who.APPLICATION,
    FaultKind.NONCE_REUSED: Who.APPLICATION,
    FaultKind.NONCE_KEPT: Who.APPLICATION,
    FaultKind.NONCE_BESIDE_304: Who.APPLICATION,
}
_DO = {
    FaultKind.LOST: "send it on every response: errors, 304s, redirects, assets, workers' scripts",
    FaultKind.REPORT_ONLY: "send what `policy compile` gives without --report-only, or set"
    " `mode: observe` in the policy",
    FaultKind.META: "send it as a header",
    FaultKind.DOUBLED: "set it in one place only; `policy compile --existing` joins both",
    FaultKind.CUT: "raise the limit of header sizes, or compile with --through or --pages",
    FaultKind.CHANGED: "send the line as `policy compile --format line` gives it",
    FaultKind.STALE: "compile again and send headers, element and guard of one policy",
    FaultKind.GUARD_MISSING: "put the guard's element first into <head> of every page",
    FaultKind.GUARD_NOT_FIRST: "put the guard's element, without async or defer, before all others",
    FaultKind.GUARD_REFUSED: "serve the guard's file as it was written, with its own element",
    FaultKind.GUARD_TYPE: "serve it as text/javascript",
    FaultKind.REPORTS_LOST: "let the web server pass that path, without its beginning, to"
    " `scriptward serve --site HOST`, or compile with --collector and where it is",
    FaultKind.NONCE_REUSED: "make a fresh one for each response, or compile without --nonce",
    FaultKind.NONCE_KEPT: "send Cache-Control: no-store with such pages, or compile without"
    " --nonce",
    FaultKind.NONCE_BESIDE_304: "send pages with a nonce without ETag and Last-Modified",
}
_BY_CDN = {
    FaultKind.LOST: "let the header pass, on cached answers, too; compare with the origin's own"
    " answer",
    FaultKind.CHANGED: "take away the rule that sets or rewrites it; compare with the origin's own"
    " answer",
    FaultKind.STALE: "purge the cache after each change of the policy",
    FaultKind.GUARD_REFUSED: "exclude the guard from minifying and rewriting, and purge it",
    FaultKind.GUARD_NOT_FIRST: "turn off what moves or inserts scripts on these pages",
    FaultKind.NONCE_REUSED: "don't cache pages with a nonce, or compile without --nonce",
    FaultKind.NONCE_KEPT: "don't cache pages with a nonce, or compile without --nonce",
}
_BY_SERVER = {
    "nginx": "`add_header … always`, again in each block with an add_header of its own",
    "apache": "`Header always set …`",
}
_BY_TAG_MANAGER = "put the guard's element before the tag manager's own"


def carrier(response: Response) -> str:
    """The CDN or proxy that an answer names; empty where none."""
    for header, name in _SIGNS.items():
        if response.value(header):
            return name
    if response.value("x-served-by").startswith("cache-"):
        return "Fastly"
    for header in ("via", "x-cache"):
        if value := response.value(header):
            return f"{header.title()}: {cut(plain(value), _LONGEST)}"
    return ""


def from_cache(response: Response) -> bool:
    """Whether an answer says that a cache gave it."""
    if response.value("age").strip().strip("0").isdigit():
        return True
    said = response.value("cf-cache-status") + " " + response.value("x-cache")
    return said.strip().lower().startswith(_CACHED)


def act(found: Found, response: Response, *, elsewhere: bool) -> tuple[Who, str, str]:
    """Who has to act, as it is named, and what to do.

    `elsewhere`: what is missing here does come on other responses, so nobody strips it.
    """
    by = carrier(response)
    server = cut(plain(response.value("server")), _LONGEST)
    if found.who is not None:
        who = found.who
    elif by and (
        (found.kind in _BY_CARRIER and not elsewhere)
        or (found.kind is FaultKind.STALE and from_cache(response))
    ):
        who = Who.CDN
    else:
        who = _WHO.get(found.kind, Who.WEB_SERVER)
    named = {Who.CDN: by, Who.WEB_SERVER: server}.get(who, "")
    return who, named, _do(found.kind, who, server.lower())


def _do(kind: FaultKind, who: Who, server: str) -> str:
    if who is Who.TAG_MANAGER:
        return _BY_TAG_MANAGER
    if who is Who.CDN and kind in _BY_CDN:
        return _BY_CDN[kind]
    if kind is FaultKind.LOST and who is Who.WEB_SERVER:
        how = next((text for name, text in _BY_SERVER.items() if name in server), "")
        return f"{_DO[kind]}{': ' if how else ''}{how}"
    return _DO[kind]
