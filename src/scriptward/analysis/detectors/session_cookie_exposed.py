"""A session cookie of the site can be read by scripts, or travel without TLS.

Cookies whose names are those of sessions were set without `HttpOnly` or without `Secure`.

Why: any script of the page, a third party's too, can then take the session over.
Fix: set session cookies with `Secure; HttpOnly; SameSite=Lax`.
Source: RFC 6265bis, section 4.1.2; OWASP Session Management Cheat Sheet.
fires: a_session_cookie_can_be_read_by_scripts
quiet: a_session_cookie_has_all_flags
quiet: a_cookie_for_the_language_has_no_flags
"""

import re
from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Severity

_SESSION = re.compile(
    r"^(__(host|secure)-)?(.*sess(ion)?(_?id)?|(connect\.)?sid|auth([_-]?token)?|jwt|"
    r"\.aspxauth|\.aspnetcore\.(cookies|session)|access_token|jsessionid|phpsessid)$",
    re.IGNORECASE,
)


@detector(severity=Severity.LOW, audience=Audience.WEB_TEAM, controls=("PC-04",))
def session_cookie_exposed(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    for header in visit.headers:
        if header.name != "set-cookie" or header.url != visit.page.url:
            continue
        name, *flags = header.value.split("; ")
        missing = {"secure", "httponly"} - {flag.lower() for flag in flags}
        if missing and _SESSION.match(name):
            lacks = " and ".join(
                {"secure": "Secure", "httponly": "HttpOnly"}[m] for m in sorted(missing)
            )
            yield session_cookie_exposed.finding(
                visit=visit,
                says=f"{visit.site} sets the session cookie {name} without {lacks}",
                fold=(visit.site, name),
                remedy=Remedy.header("Set-Cookie", f"{name}=…; Secure; HttpOnly; SameSite=Lax"),
            )
