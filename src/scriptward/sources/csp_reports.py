"""Reports that browsers send about a Content-Security-Policy, made into sightings.

Both forms: `application/csp-report` (CSP2 §4.4, `report-uri`) and the Reporting API's list
(CSP3 §5, `report-to`). Reports hold whole addresses of pages that patients were on: origin and
masked path of the two ends are all that comes out, and of the page only its class.
"""

import re
import secrets
from collections.abc import Callable, Iterator, Mapping

import msgspec

from scriptward.lib.bare_urls import bare_url
from scriptward.lib.domains import host_of
from scriptward.store.arrival import Arrival, Sighting
from scriptward.store.delta import Behaviour, BehaviourKind
from scriptward.vocabulary.words import PageClass

MOST_BYTES = 64 * 1024
_MOST_REPORTS = 100
_DIRECTIVE = re.compile(r"[a-z][a-z-]{2,39}\Z")
_WORDS = frozenset(
    {"inline", "eval", "wasm-eval", "self", "trusted-types-policy", "trusted-types-sink"}
)
"""What stands for a target that has no address."""


class ReportsError(ValueError):
    """Bytes that are no report of a browser."""


def arrival(body: bytes, *, site: str, page_class: Callable[[str], PageClass]) -> Arrival:
    """The sightings of one POST of reports; those of other sites and kinds are left out.

    Browsers give reports no id, so a POST that is repeated counts again. Raises ReportsError.
    """
    if len(body) > MOST_BYTES:
        raise ReportsError("too large")
    try:
        told = msgspec.json.decode(body)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ReportsError("not JSON") from error
    reports = list(_reports(told))
    if not reports:
        raise ReportsError("no report of a policy")
    seen = (_sighting(report, site, page_class) for report in reports[:_MOST_REPORTS])
    return Arrival(
        site=site,
        id=secrets.token_hex(16),
        sightings=tuple(sighting for sighting in seen if sighting is not None),
        lost=max(0, len(reports) - _MOST_REPORTS),
    )


def _reports(told: object) -> Iterator[Mapping[str, object]]:
    """The body of every policy report, whichever form it came in."""
    for entry in told if isinstance(told, list) else [told]:
        if not isinstance(entry, dict):
            continue
        body = entry.get("csp-report") or (
            entry.get("body") if entry.get("type") == "csp-violation" else None
        )
        if isinstance(body, dict):
            yield body


def _sighting(
    report: Mapping[str, object], site: str, page_class: Callable[[str], PageClass]
) -> Sighting | None:
    page = bare_url(_text(report, "documentURL", "document-uri"))
    directive = _text(
        report, "effectiveDirective", "effective-directive", "violated-directive"
    ).partition(" ")[0]
    blocked = _text(report, "blockedURL", "blocked-uri")
    target = blocked if blocked in _WORDS else bare_url(blocked)
    if host_of(page) != site or not _DIRECTIVE.match(directive) or not target:
        return None
    only = " (report only)" if report.get("disposition") == "report" else ""
    return Sighting(
        behaviour=Behaviour(
            site=site,
            page_class=page_class(f"/{page.partition('://')[2].partition('/')[2]}"),
            kind=BehaviourKind.CSP_REPORT,
            api=directive + only,
            script=bare_url(_text(report, "sourceFile", "source-file")),
            target=target,
            recipient=host_of(target),
        )
    )


def _text(report: Mapping[str, object], *names: str) -> str:
    found = (report.get(name) for name in names)
    return next((text for text in found if isinstance(text, str) and text), "")
