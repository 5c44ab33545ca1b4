"""The short words of a report: what happened, what to do first, how far it is true."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from scriptward.vocabulary.finding import Finding
from scriptward.vocabulary.observations import Flow, Page
from scriptward.vocabulary.report import Report
from scriptward.vocabulary.words import Certainty, DataKind, Outcome, PageStatus, Party, Severity

SAID = {
    DataKind.DOB: "date of birth",
    DataKind.MRN: "record number",
    DataKind.SSN: "social security number",
    DataKind.ZIP: "ZIP code",
    DataKind.URL_PATH: "page address",
    DataKind.URL_QUERY: "page address with query",
    DataKind.REPLAY_DOM: "recorded page content",
    DataKind.EMAIL_HASH: "hashed email",
    DataKind.PHONE_HASH: "hashed phone",
    DataKind.IP: "IP address",
}
WORST = (
    DataKind.SSN,
    DataKind.CARD_DATA,
    DataKind.PASSWORD,
    DataKind.MRN,
    DataKind.CONDITION,
    DataKind.MEDICATION,
    DataKind.APPOINTMENT,
    DataKind.MEMBER_ID,
    DataKind.ACCOUNT_NUMBER,
    DataKind.FREE_TEXT,
    DataKind.SEARCH_TERM,
    DataKind.NAME,
    DataKind.DOB,
    DataKind.EMAIL,
    DataKind.PHONE,
    DataKind.ADDRESS,
)
"""Kinds named first when there is no room for all."""
OBSERVED = {
    Certainty.OBSERVED_PLAIN,
    Certainty.OBSERVED_DECODED,
    Certainty.OBSERVED_HASH_MATCH,
    Certainty.OBSERVED_PARTIAL,
}


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Who got which kinds of typed or chosen data, from which pages."""

    recipient: str
    """Entity, or the host where nobody is known."""
    hosts: tuple[str, ...]
    kinds: tuple[str, ...]
    pages: tuple[str, ...]
    count: int
    """Requests."""


def spoken(kind: DataKind) -> str:
    """A data kind as people say it."""
    return SAID.get(kind, kind.value.replace("_", " "))


def name_of(flow: Flow) -> str:
    """The recipient's entity, or its host where nobody is known."""
    entity = flow.recipient.entity
    return entity if entity and entity != "unknown" else flow.recipient.host


def receipts(report: Report) -> tuple[Receipt, ...]:
    """Third parties that were sent observed data, those with the most kinds first."""
    groups: dict[str, list[Flow]] = {}
    for flow in report.flows:
        if flow.party is Party.THIRD and flow.outcome is Outcome.SENT and _observed(flow):
            groups.setdefault(name_of(flow), []).append(flow)
    made = (_receipt(name, flows) for name, flows in groups.items())
    return tuple(sorted(made, key=lambda r: (-len(r.kinds), -r.count, r.recipient)))


def headline(report: Report) -> str:
    """One sentence: who got which data from which page."""
    got = receipts(report)
    if not report.pages:
        return "Nothing was visited, so nothing can be said."
    if not got:
        failed = len(unvisited(report))
        if failed == len(report.pages):
            return "No page could be visited, so nothing can be said."
        pages = numbered(len(report.pages) - failed, "page")
        missing = f", {failed} more could not be visited" if failed else ""
        watched = f"{numbered(len(report.scripts), 'script')} ran on {pages}{missing}"
        return f"No typed or chosen data was seen leaving to a third party; {watched}."
    first = got[0]
    others = f", and {numbered(len(got) - 1, 'other recipient')} got data too" if got[1:] else ""
    kinds = listed([spoken(DataKind(kind)) for kind in first.kinds], most=4)
    place = listed([_place(report, page) for page in first.pages], most=1)
    return f"{first.recipient} was sent {kinds} from {place}{others}."


def unvisited(report: Report) -> tuple[Page, ...]:
    """Pages that failed before anything of them was seen."""
    seen = {url for script in report.scripts for url in script.pages}
    seen |= {flow.page for flow in report.flows}
    return tuple(p for p in report.pages if p.status is PageStatus.FAILED and p.url not in seen)


def first_step(report: Report) -> Finding | None:
    """The finding to mend first, or None where there is nothing above `info`."""
    return next((f for f in report.findings if f.severity is not Severity.INFO), None)


def limits(report: Report) -> str:
    """One line of limits: how complete the run is and what it could not see."""
    test = report.coverage.self_test
    planted = f"self-test: planted {test.planted}, caught {test.caught}" if test.planted else ""
    state = "complete run" if report.run.complete else "INCOMPLETE run"
    unseen = f"{numbered(len(report.coverage.unseen), 'thing')} this run could not see"
    return "; ".join(part for part in (state, planted, unseen) if part) + "."


def by_severity(report: Report) -> dict[Severity, int]:
    """Number of findings of each severity, worst first, none left out."""
    counted = Counter(finding.severity for finding in report.findings)
    return {severity: counted[severity] for severity in reversed(Severity)}


def listed(words: list[str], *, most: int) -> str:
    """`a, b and c`, or the first of them and how many more there are."""
    shown, more = words[:most], len(words) - most
    if more > 0:
        shown = [*shown, f"{more} more"]
    return " and ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)


def _place(report: Report, url: str) -> str:
    """`/appointments (appointment form)`."""
    path = urlsplit(url).path or "/"
    page = next((page for page in report.pages if page.url == url), None)
    return f"{path} ({page.page_class.value.replace('_', ' ')})" if page else path


def numbered(count: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _rank(kind: DataKind) -> tuple[int, str]:
    return (WORST.index(kind) if kind in WORST else len(WORST), kind.value)


def _observed(flow: Flow) -> bool:
    return any(leak.certainty in OBSERVED for leak in flow.data)


def _receipt(name: str, flows: list[Flow]) -> Receipt:
    kinds = {leak.kind for flow in flows for leak in flow.data if leak.certainty in OBSERVED}
    return Receipt(
        recipient=name,
        hosts=tuple(sorted({flow.recipient.host for flow in flows})),
        kinds=tuple(kind.value for kind in sorted(kinds, key=_rank)),
        pages=tuple(dict.fromkeys(flow.page for flow in flows)),
        count=sum(flow.count for flow in flows),
    )
