"""Content-Security-Policy: which hosts a page may load from and send to, and which code may run.

One header for the whole site: what is permitted on one page is permitted on all, so that pages no
journey visited work, too, as far as they use what is approved. Home-made: CSP libraries write a
policy that is given; this works one out and says for each word who needed it.
Source: W3C Content Security Policy Level 3; measured in Chromium 156 (limits below). Reports go by
`report-uri` alone: Chromium 156 ignores it beside `report-to`, whose reports come a minute later
or, where background sync is refused, never.
"""

import base64
from collections.abc import Iterable, Iterator
from urllib.parse import quote

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
from scriptward.policy.merging.directives import merged
from scriptward.policy.needing.folding import folded
from scriptward.policy.needing.needs import ANYWHERE, Needs
from scriptward.policy.options import Options
from scriptward.vocabulary.words import ScriptKind

HEADER = "Content-Security-Policy"
SELF = "'self'"
NONE = "'none'"
ALWAYS = "always: the site itself"
LOCAL = "always: such addresses hold their content and reach no host"

_LOCAL = ("data:", "blob:")
SHOWN = (
    (Via.STYLE, "style-src", _LOCAL),
    (Via.IMAGE, "img-src", _LOCAL),
    (Via.FONT, "font-src", _LOCAL),
    (Via.MEDIA, "media-src", _LOCAL),
    (Via.CONNECT, "connect-src", _LOCAL),
    (Via.FRAME, "frame-src", ("blob:",)),
    (Via.FORM, "form-action", ()),
)
"""Ways with what is always let through. A frame of `blob:` holds to the same header and to the
guard, as one of `srcdoc` does, which no header bars; the guard doesn't reach into one of `data:`.
"""
LETS_OUT = {
    "default-src": ("what no other directive names may load from the site itself",),
    "script-src": (
        "whatever these addresses serve runs with the page's own rights, and may read it all",
        "a path holds for the first request only: after a redirect the whole host counts",
    ),
    "worker-src": ("a worker sends by the policy of its own response: give that the header, too",),
    "style-src": ("a style sheet from these hosts may ask for images and fonts permitted below",),
    "img-src": ("any code of the page may send anything to these hosts in an image's address",),
    "font-src": ("the address of a font may carry data to these hosts",),
    "media-src": ("the address of a sound or film may carry data to these hosts",),
    "connect-src": ("any code of the page may send anything to these hosts, from every page",),
    "frame-src": (
        "a frame of these hosts gets what its address or a message tells it, and passes it on",
        "a frame elsewhere is refused, yet its host's name leaves in a TLS handshake",
    ),
    "form-action": (
        "a form may be sent to these hosts with all it holds",
        "a form elsewhere is refused, yet its host's name leaves in a TLS handshake",
    ),
    "object-src": (),
    "base-uri": (),
    "frame-ancestors": ("who else may show this page in a frame was not observed: add them",),
}
LIMITS = (
    "links, `location`, `window.open` and refreshes go anywhere, with data (6 of 38 ways stopped)",
    "WebRTC goes anywhere (0 of 8 ways stopped)",
    "preconnect and DNS prefetch greet any host (15 of 20 ways of link elements stopped)",
    "a permitted recipient may pass on what it gets, by server, frame or redirect (1 of 6 stopped)",
    "a response without it is a way around: a bare or error page, a worker's own script",
    "an open redirect of the site itself defeats it for links",
    "it knows hosts, not data, pages or scripts: that is what the guard is for",
    "import maps and speculation rules in a page are no scripts a run sees: add their digests",
    "pages no run visited may need more: send it as Content-Security-Policy-Report-Only first",
)
"""Counts: ways measured in Chromium 156, headless."""
MANY_DIGESTS = 30
_KEPT = "/%-._~!*+=:@&()"
"""Signs of a path that mean nothing in a header or in a server's configuration."""
BLOB_KINDS = frozenset({ScriptKind.WORKER, ScriptKind.SHARED_WORKER})


@enforcement(header=HEADER)
def csp(needs: Needs, options: Options) -> Compiled:
    """The header for these needs; the same needs give the same bytes."""
    directives = tuple(_directives(needs, options))
    widened: tuple[str, ...] = ()
    if options.most and sized(HEADER, _text(directives)) > options.most:
        needs, widened = folded(needs)
        directives = tuple(_directives(needs, options))
    ours = _text(directives)
    both, narrowed = merged(ours, options.sent_already(HEADER))
    value = options.value(ours, both)
    return Compiled(
        header=HEADER,
        value=value,
        strength=Strength.BROWSER,
        size=sized(HEADER, value),
        directives=directives,
        unkept=(*needs.unkept, *_not_let_through(needs)),
        limits=LIMITS,
        browsers=either("25", "14", "23", "7"),
        acts=tuple(_acts(needs, options)),
        notes=(*widened, *narrowed, *_advice(needs, options)),
    )


def _advice(needs: Needs, options: Options) -> Iterator[str]:
    """Whether digests or a nonce fit what was seen."""
    inline = sum(one.kind in {ScriptKind.INLINE, ScriptKind.MODULE} for one in needs.code)
    if inline > MANY_DIGESTS and not options.nonce:
        yield (
            f"{inline} digests of code in the page: where it changes with each answer it gets"
            " blocked; a nonce (--nonce) fits better, on pages that no cache keeps"
        )
    if options.nonce and needs.any_inline:
        yield "no nonce is used: a rule permits any code in the page, and a nonce would block it"


def _text(directives: Iterable[Directive]) -> str:
    return "; ".join(directive.text for directive in directives)


def _acts(needs: Needs, options: Options) -> Iterator[Act]:
    yield Act(
        who=Actor.WEB_SERVER,
        does="send it on every response: pages, errors, assets, workers' scripts",
    )
    yield Act(who=Actor.CDN, does="pass it on as it is, and add no other of that name")
    if _with_nonce(needs, options):
        yield Act(
            who=Actor.WEB_SERVER, does="make a fresh nonce for each response, 128 random bits"
        )
        yield Act(
            who=Actor.CDN, does="don't cache pages, and answer none by 304: its nonce is an old one"
        )
        yield Act(who=Actor.PAGE, does="give every script element that same nonce")
        yield Act(who=Actor.TAG_MANAGER, does="pass the nonce on to what it puts into the page")


def _directives(needs: Needs, options: Options) -> Iterator[Directive]:
    yield _directive("default-src", [(SELF, ALWAYS)])
    yield _scripts(needs, options)
    yield _workers(needs)
    for via, name, local in SHOWN:
        yield _shown(needs, via, name, local)
    objects = list(_hosts(needs, Via.OBJECT))
    yield _directive("object-src", objects or [(NONE, "always: nothing needed it")])
    yield _directive("base-uri", [(SELF, ALWAYS)])
    own = [(host, "own host") for host in needs.own]
    yield _directive("frame-ancestors", [(SELF, ALWAYS), *own])
    if endpoint := options.endpoint(needs.site):
        yield _directive("report-uri", [(endpoint, "always: reports go to the own collector only")])


def _with_nonce(needs: Needs, options: Options) -> bool:
    """Not where a rule lets any code in the page run: beside a nonce no browser would."""
    return bool(options.nonce) and not needs.any_inline


def _scripts(needs: Needs, options: Options) -> Directive:
    found = list(_hosts(needs, Via.SCRIPT))
    anywhere = any(source == ANYWHERE for source, _ in found)
    holes = []
    if _with_nonce(needs, options):
        found += [(f"'nonce-{options.nonce}'", "code that the server wrote into the page")]
        if options.strict_dynamic or anywhere:
            asked = "asked for" if options.strict_dynamic else "code of any host is permitted"
            found = [one for one in found if one[0].startswith("'nonce")]
            found += [("'strict-dynamic'", f"{asked}: only what approved code brings in")]
            holes.append(
                "'strict-dynamic': hosts don't count; whatever approved code loads runs as well"
            )
            anywhere = False
    if needs.any_inline:
        found += [("'unsafe-inline'", because) for because in needs.any_inline]
        holes.append("'unsafe-inline': any code written into the page runs, an intruder's as well")
    else:
        found += _digests(needs)
    if needs.evals:
        found += [("'unsafe-eval'", because) for because in needs.evals]
        holes.append("'unsafe-eval': every script of the page may turn text into code")
    for kind, scheme in ((ScriptKind.BLOB, "blob:"), (ScriptKind.DATA, "data:")):
        reasons = [one.because for one in needs.code if one.kind is kind]
        if reasons:
            found += [(scheme, because) for because in reasons]
            holes.append(f"{scheme} any text that a script puts there runs as code")
    if anywhere:
        holes.append("*: code of any host runs")
    return _directive("script-src", found or [(NONE, "no script is approved")], holes=holes)


def _digests(needs: Needs) -> Iterator[tuple[str, str]]:
    """Digests of code in the page; those of handlers need a word of their own."""
    handlers = {ScriptKind.EVENT_HANDLER, ScriptKind.JAVASCRIPT_URL}
    elsewhere = {ScriptKind.BLOB, ScriptKind.DATA, ScriptKind.EVAL, *BLOB_KINDS}
    for code in needs.code:
        if code.kind in handlers:
            yield "'unsafe-hashes'", f"{code.because}: {code.kind.value}"
    for code in needs.code:
        if code.kind not in elsewhere:
            digest = base64.b64encode(bytes.fromhex(code.sha256)).decode()
            yield f"'sha256-{digest}'", f"{code.because}: {code.kind.value}"


def _not_let_through(needs: Needs) -> Iterator[str]:
    """Approved code that this header blocks all the same."""
    for code in needs.code:
        if code.kind is ScriptKind.JAVASCRIPT_URL:
            yield (
                f"{code.because}: a `javascript:` address runs only where the digest is that of the"
                " whole address as it is written, without escapes (%20) in it: a handler is surer"
            )


def _workers(needs: Needs) -> Directive:
    found = list(_hosts(needs, Via.WORKER))
    blobs = [one.because for one in needs.code if one.kind in BLOB_KINDS]
    found += [("blob:", because) for because in blobs]
    holes = ["blob: any text that a script puts there runs as a worker"] if blobs else []
    return _directive("worker-src", found or [(NONE, "no worker is approved")], holes=holes)


def _shown(needs: Needs, via: Via, name: str, local: tuple[str, ...]) -> Directive:
    found = [(SELF, ALWAYS), *((host, "own host") for host in needs.own)]
    found += [(scheme, LOCAL) for scheme in local]
    holes = []
    if via is Via.STYLE:
        found.append(("'unsafe-inline'", "always: styles in the page are not observed"))
        holes.append("'unsafe-inline': any style written into the page holds; it runs no code")
    found += _hosts(needs, via)
    if via is Via.CONNECT:
        found += [
            (host if host == ANYWHERE else f"{scheme}://{host}", because)
            for host, because in _hosts(needs, Via.SOCKET)
            for scheme in (("ws", "wss") if needs.plain else ("wss",))
            if host != SELF
        ]
    if any(source == ANYWHERE for source, _ in found):
        holes.append("*: any host")
    return _directive(name, found, holes=holes)


def _hosts(needs: Needs, via: Via) -> Iterator[tuple[str, str]]:
    for need in needs.places:
        if need.via is via:
            host, slash, path = need.place.partition("/")
            yield host + slash + quote(path, safe=_KEPT) or SELF, need.because


def _directive(
    name: str, found: Iterable[tuple[str, str]], *, holes: Iterable[str] = ()
) -> Directive:
    return explained(name, found, lets_out=LETS_OUT.get(name, ()), holes=holes)
