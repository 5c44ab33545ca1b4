"""A Content-Security-Policy is enforced, but leaves out what it is there for.

It lets inline scripts or scripts of any host run, or lets data go to any host.

Why: a script that was injected runs, or sends what it read, as if there were no policy.
Fix: name the hosts and use nonces or hashes; `scriptward policy compile` writes it and says what
each part still lets out.
Source: W3C Content Security Policy Level 3, sections 6.1 and 8.2; PCI DSS v4.0.1, 6.4.3.
fires: inline_scripts_may_run
fires: data_may_go_to_any_host_from_a_form_with_third_party_scripts
fires: a_policy_without_a_word_on_scripts_lets_any_run
quiet: a_nonce_decides_which_scripts_run
quiet: there_is_no_policy_at_all
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.exposure import exposed
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Severity

_ANY_HOST = frozenset({"*", "http:", "https:", "ws:", "wss:"})
_FIX = Remedy(
    text=(
        "name the hosts, and use nonces or hashes for scripts; `scriptward policy compile` writes "
        "such a policy"
    ),
    actor="web server",
)


@detector(severity=Severity.LOW, audience=Audience.WEB_TEAM, controls=("HS-07", "PC-02"))
def csp_weak(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    value = visit.document_header("content-security-policy")
    weaknesses = tuple(_weaknesses(_directives(value))) if value else ()
    if weaknesses:
        yield csp_weak.finding(
            visit=visit,
            says=(f"The Content-Security-Policy of {visit.site} lets {'; '.join(weaknesses)}"),
            severity=Severity.MEDIUM if exposed(visit) else Severity.LOW,
            fold=(visit.site, *weaknesses),
            remedy=_FIX,
        )


def _directives(value: str) -> dict[str, frozenset[str]]:
    """`{directive: sources}` in lower case; the first of a name counts (CSP3, section 2.2.1)."""
    directives: dict[str, frozenset[str]] = {}
    for part in value.lower().split(";"):
        name, *sources = part.split() or [""]
        if name:
            directives.setdefault(name, frozenset(sources))
    return directives


def _weaknesses(directives: dict[str, frozenset[str]]) -> Iterator[str]:
    fallback = directives.get("default-src")
    scripts = directives.get("script-src", fallback)
    if scripts is None:
        yield "any script run"
    else:
        yield from _of_scripts(scripts)
    targets = directives.get("connect-src", fallback)
    if targets is None or targets & _ANY_HOST:
        yield "data go to any host"


def _of_scripts(sources: frozenset[str]) -> Iterator[str]:
    keyed = any(source.startswith(("'nonce-", "'sha")) for source in sources)
    if "'unsafe-inline'" in sources and not keyed and "'strict-dynamic'" not in sources:
        yield "inline scripts run ('unsafe-inline')"
    if "'unsafe-eval'" in sources:
        yield "text become code ('unsafe-eval')"
    loose = sources & (_ANY_HOST | {"data:", "blob:"})
    if loose and "'strict-dynamic'" not in sources:
        yield f"scripts of any host run ({' '.join(sorted(loose))})"
