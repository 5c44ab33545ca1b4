"""Own files that a policy approves as code and whose server calls them something else.

With `X-Content-Type-Options: nosniff` a browser runs a file as a script only where its
Content-Type is JavaScript's, so a file without an ending that a server knows would stop. What is
approved by its whole address is meant to run: only its own response goes without that word.
Sources: WHATWG Fetch, "X-Content-Type-Options"; WHATWG MIME Sniffing, "JavaScript MIME type".
"""

from collections.abc import Iterable
from datetime import date
from urllib.parse import unquote

from scriptward.policy.language import Policy
from scriptward.policy.language.matching import Code, approval_problem, is_own
from scriptward.policy.language.pattern import INLINE, url_pattern

Header = tuple[bytes, bytes]

_OPTIONS = b"x-content-type-options"
_KIND = b"content-type"
_JAVASCRIPT = frozenset(
    {
        *(b"text/javascript", b"application/javascript", b"application/x-javascript"),
        *(b"text/ecmascript", b"application/ecmascript", b"application/x-ecmascript"),
        *(b"text/jscript", b"text/livescript", b"text/x-javascript", b"text/x-ecmascript"),
        *(b"text/javascript1.%d" % number for number in range(6)),
    }
)


def code_files(policy: Policy, *, today: date) -> frozenset[str]:
    """`host/path` of all own files approved by their whole address; `/path`: on any own host."""
    found = set()
    for script in policy.scripts:
        if script.match.startswith(INLINE) or "*" in script.match:
            continue
        bound = script.approved.sha256 if script.approved else ""
        pattern = url_pattern(script.match)
        own = not pattern.host or is_own(policy, pattern.host)
        if own and not approval_problem(script, Code(sha256=bound), today=today):
            found.add(pattern.host.partition(":")[0] + unquote("/" + "/".join(pattern.segments)))
    return frozenset(found)


def as_code(
    ours: Iterable[Header], theirs: Iterable[Header], known: frozenset[str], host: str, path: str
) -> Iterable[Header]:
    """Our headers for a response, without `nosniff` where it would stop an approved file.

    `theirs`: what the server said, names in lower case. `path`: on the site, escaped or not.
    """
    there = unquote(path)
    if not known or not {there, host + there} & known:
        return ours
    kinds = [value for name, value in theirs if name == _KIND]
    if any(_named(kind) in _JAVASCRIPT for kind in kinds):
        return ours
    return [(name, value) for name, value in ours if name != _OPTIONS]


def _named(kind: bytes) -> bytes:
    return kind.partition(b";")[0].strip().lower()
