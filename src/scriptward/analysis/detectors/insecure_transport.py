"""A page, or something it asks for, travels without encryption.

Why: everybody on the way can read it and put a script into it.
Fix: serve the page and everything in it over TLS; add `upgrade-insecure-requests` to the
Content-Security-Policy and send Strict-Transport-Security.
Source: 45 CFR 164.312(e)(1); W3C Mixed Content; W3C Upgrade Insecure Requests.
fires: a_page_asks_for_something_over_plain_http
fires: a_sign_in_page_is_served_over_plain_http
quiet: everything_travels_over_tls
quiet: a_page_on_this_machine_is_served_over_plain_http
quiet: the_browser_blocked_it
quiet: the_page_could_not_be_reached
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.sensitivity import SENSITIVE
from scriptward.analysis.wording import page_words
from scriptward.lib.domains import is_local
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Flow, Visit
from scriptward.vocabulary.words import Audience, Outcome, PageStatus, Severity

_CLEAR = ("http://", "ws://")
_FIX = Remedy(
    text="ask for it over TLS; add `upgrade-insecure-requests` to the Content-Security-Policy",
    actor="page template",
)
_SERVE = Remedy(text="serve the page over TLS and redirect plain HTTP to it", actor="web server")


@detector(severity=Severity.MEDIUM, audience=Audience.WEB_TEAM, controls=("HS-08",))
def insecure_transport(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    page_class = visit.page.page_class
    severity = Severity.HIGH if page_class in SENSITIVE else Severity.MEDIUM
    if visit.page.url.startswith(_CLEAR):
        if not is_local(visit.site) and _served(visit):
            yield insecure_transport.finding(
                visit=visit,
                says=f"{page_words(page_class).capitalize()} was served over plain HTTP",
                severity=severity,
                fold=("page", page_class.value),
                remedy=_SERVE,
            )
        return
    for host, flows in _in_clear(visit).items():
        yield insecure_transport.finding(
            visit=visit,
            says=f"{page_words(page_class).capitalize()} sent requests to {host} without TLS",
            severity=severity,
            flows=flows,
            recipient=host,
            fold=("request", host),
            remedy=_FIX,
        )


def _served(visit: Visit) -> bool:
    failed = visit.page.status is PageStatus.FAILED
    return bool(not failed or visit.headers or visit.scripts)


def _in_clear(visit: Visit) -> dict[str, list[Flow]]:
    hosts: dict[str, list[Flow]] = {}
    for flow in visit.flows:
        clear = flow.request.url.startswith(_CLEAR) and flow.outcome is not Outcome.BLOCKED
        if clear and not is_local(flow.recipient.host):
            hosts.setdefault(flow.recipient.host, []).append(flow)
    return hosts
