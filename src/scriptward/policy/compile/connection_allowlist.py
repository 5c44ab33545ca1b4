"""Connection-Allowlist: which hosts a page may reach at all, by links, WebRTC and preconnect, too.

Opt-in: what it doesn't name ends on an error page. Measured in Chromium 156; a draft of WICG.
"""

from collections.abc import Iterator

from scriptward.lib.structured_fields import inner_list, string
from scriptward.policy.enforcement import (
    Act,
    Actor,
    Compiled,
    Directive,
    Strength,
    either,
    enforcement,
    explained,
    sized,
)
from scriptward.policy.language.words import Via
from scriptward.policy.merging.allowlist import LINKS, ORIGIN
from scriptward.policy.merging.allowlists import merged
from scriptward.policy.needing.folding import folded
from scriptward.policy.needing.needs import ANYWHERE, Needs
from scriptward.policy.options import GROUP, Options, Redirects

HEADER = "Connection-Allowlist"
EVERYWHERE = "*://*:*"
LIMITS = (
    "a permitted recipient may pass on what it gets, by server, frame or redirect (1 of 6 stopped)",
    "a redirected GET of the whole page: the error page reloads itself to the forbidden host",
    "a response without it is a way around: a bare or error page, a worker's own script",
    "`blob:` and `data:` addresses: they reach no host",
    "it knows hosts, not data, pages, scripts or ways: what one way needs is open to all ways",
    "a `meta` element in its place: browsers ignore it there",
)
BLOCKED = (
    "redirects are blocked, the site's own, too: a log-in that answers POST by 302 ends on an error"
    " page; choose to follow them, and each open redirect of a permitted host is a way out"
)
FOLLOWED = (
    "redirects are followed to any host, by fetch, frame and link: an open redirect of the site or"
    " of a permitted host lets everything out; Content-Security-Policy still checks each hop of"
    " what a page loads, not of links"
)
REPORTED = (
    "refused hosts are reported up to a minute late, with the full address; preconnect, DNS"
    " prefetch and workers made of text aren't, and WebRTC without its host"
)


@enforcement(header=HEADER)
def connection_allowlist(needs: Needs, options: Options) -> Compiled | None:
    """The header, where it is asked for."""
    if not options.connection_allowlist:
        return None
    parameters = dict(_parameters(needs, options))
    value = inner_list(_written(needs, options), parameters=parameters)
    widened: tuple[str, ...] = ()
    if options.most and sized(HEADER, value) > options.most:
        needs, widened = folded(needs)
        value = inner_list(_written(needs, options), parameters=parameters)
    items = explained("items", _items(needs, options))
    both, said = merged(value, options.sent_already(HEADER))
    value = options.value(value, both)
    follows = options.redirects is Redirects.FOLLOW
    holes = [FOLLOWED] if follows else []
    if any(need.place == ANYWHERE for need in needs.places):
        holes.append(f"{EVERYWHERE}: any host; the header only stops WebRTC")
    if "webrtc" in parameters:
        holes.append("webrtc=allow: WebRTC reaches any host")
    return Compiled(
        header=HEADER,
        value=value,
        strength=Strength.BROWSER,
        size=sized(HEADER, value),
        directives=(
            Directive(name="items", openings=items.openings, lets_out=(), holes=tuple(holes)),
        ),
        unkept=needs.unkept,
        limits=(*LIMITS, *(() if follows else (BLOCKED,)), REPORTED),
        browsers=either("152", "152", "", ""),
        acts=tuple(_acts(options)),
        notes=(*widened, *said),
    )


def _acts(options: Options) -> Iterator[Act]:
    yield Act(
        who=Actor.WEB_SERVER,
        does="send it on every response: pages, errors, assets, each worker's script",
    )
    yield Act(
        who=Actor.CDN,
        does="add none of its own: of two lines the first counts, and ours may not be",
    )
    yield Act(
        who=Actor.PAGE,
        does="name every host that links lead to (--link), and other schemes (--scheme): all else"
        " ends on an error page"
        + (f"; named so far: {', '.join(options.links)}" if options.links else "; none is named"),
    )


def _written(needs: Needs, options: Options) -> list[str]:
    sources = dict.fromkeys(source for source, _ in _items(needs, options))
    ordered = sorted(sources, key=lambda one: (one != ORIGIN, one))
    return [one if one == ORIGIN else string(one) for one in ordered]


def _items(needs: Needs, options: Options) -> Iterator[tuple[str, str]]:
    yield ORIGIN, "always: the site itself, sockets as well"
    for host in needs.own:
        if host != needs.site:
            yield f"https://{host}", "own host"
    for scheme in LINKS:
        yield f"{scheme}:*", "always: links to call, write or text"
    for scheme in options.schemes:
        yield f"{scheme}:*", "asked for: links of this scheme"
    for host in options.links:
        yield f"https://{host}", "asked for: links lead there"
    if options.collector_host and options.collector_host != needs.site:
        yield f"https://{options.collector_host}", "always: reports go there"
    for need in needs.places:
        host = need.place.partition("/")[0]
        if host == ANYWHERE:
            yield EVERYWHERE, need.because
        elif host and host != needs.site:
            yield f"https://{host}", need.because


def _parameters(needs: Needs, options: Options) -> Iterator[tuple[str, str]]:
    if options.redirects is Redirects.FOLLOW:
        yield "redirects", "allow"
    if any(need.via is Via.WEBRTC for need in needs.places):
        yield "webrtc", "allow"
    if options.collector:
        yield "report-to", GROUP
