"""A policy delivered by the debugger as the middleware would deliver it: headers, guard first.

Nothing reaches the site's server that it would not get anyway: the guard's file and what the guard
reports are answered here.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from secrets import token_urlsafe
from urllib.parse import urlsplit

from scriptward.app.delivery.anew import with_nonces
from scriptward.app.delivery.code_files import as_code, code_files
from scriptward.app.delivery.insertion import Insertion
from scriptward.app.delivery.kept import shapes, shapes_on
from scriptward.app.delivery.merging import merged
from scriptward.app.guard import guard_script, integrity
from scriptward.lib.domains import host_of
from scriptward.policy import compilation
from scriptward.policy.guard_source import with_guard, with_nonce
from scriptward.policy.language import Policy
from scriptward.policy.language.matching import is_own
from scriptward.policy.language.words import Mode
from scriptward.policy.options import Options
from scriptward.sources.scan.answering import Answer
from scriptward.sources.scan.delivering import Delivery, Headers
from scriptward.vocabulary.errors import ScriptwardError

PLACE = "/_scriptward_rehearsal/"
"""Path below which the guard is, and is told; no site has it."""
_CSP = "content-security-policy"
_GUARD = (
    ("content-type", "text/javascript; charset=utf-8"),
    ("access-control-allow-origin", "*"),
)


def applied(policy: Policy) -> Delivery:
    """The delivery of an enforced policy, whatever mode its file has.

    Raises ScriptwardError where the guard was not built.
    """
    enforced = replace(policy, mode=Mode.ENFORCE)
    try:
        guard = guard_script(enforced, headers=True)
    except FileNotFoundError as error:
        raise ScriptwardError("the guard has not been built", hint="run `make setup`") from error
    name = integrity(guard)
    ours = tuple(_headers(enforced, name))
    today, nonce = datetime.now(UTC).date(), token_urlsafe(18)
    anew, files = shapes(enforced, today=today), code_files(enforced, today=today)
    path = f"{PLACE}guard.js"
    tag = f'<script src="{escape(path)}" integrity="{name}" crossorigin'.encode()
    tag += f' data-collector="{escape(PLACE)}c"></script>'.encode()

    def own(url: str, method: str) -> Answer:
        if method == "GET" and url.partition("?")[0].endswith(path):
            return Answer(headers=(*_GUARD, ("cache-control", "no-store")), body=guard)
        return Answer(status=204)

    def headers(url: str, came: Headers) -> Headers | None:
        if not is_own(policy, host_of(url)):
            return None
        theirs = [(name.lower().encode(), value.encode("utf-8")) for name, value in came]
        there = urlsplit(url).path
        sent = as_code(ours, theirs, files, host_of(url), there)
        if shapes_on(anew, there):
            sent = [(name, _nonced(name, value, nonce)) for name, value in sent]
        return tuple((name.decode(), value.decode()) for name, value in merged(theirs, sent))

    def page(url: str, came: Headers, body: bytes) -> bytes | None:
        del came
        insertion = Insertion(tag)
        out = insertion.feed(body)
        whole = out + insertion.end() if insertion.inserted is None else out
        known = shapes_on(anew, urlsplit(url).path)
        return with_nonces(whole, known, nonce) if known else whole

    return Delivery(place=f"*://*{PLACE}*", own=own, headers=headers, page=page)


def is_ours(url: str) -> bool:
    """Whether a request was the guard's own."""
    return PLACE in url


def _nonced(name: bytes, value: bytes, nonce: str) -> bytes:
    if not name.startswith(_CSP.encode()):
        return value
    return with_nonce(value.decode(), nonce).encode()


def _headers(policy: Policy, guard: str) -> Iterable[tuple[bytes, bytes]]:
    made = compilation.every(policy, options=Options(collector=""))
    for header, value in compilation.sent(made):
        low = header.lower()
        admitted = with_guard(value, guard) if low.startswith(_CSP) else value
        yield low.encode(), admitted.encode()
