"""What `policy check --live` does: asks for pages and holds them against the policy as compiled."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scriptward.app.guard import guard_script, integrity
from scriptward.policy import compilation
from scriptward.policy.guard_source import with_guard
from scriptward.policy.language.policy import Policy
from scriptward.policy.merging import existing
from scriptward.policy.options import COLLECTOR, Options
from scriptward.policy.receiving import guards
from scriptward.policy.receiving.fault import Delivery, Expected
from scriptward.policy.receiving.judging import judged, together
from scriptward.sources.live.asking import checked, received
from scriptward.sources.live.reading import read

MOST_FAILURES = 20
_CSP = "content-security-policy"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The command's options on what should be received."""

    sent: Path | None = None
    """A file of the headers as they were compiled; else they are compiled here."""
    allowlist: bool = False
    collector: str = COLLECTOR
    guard: bool = True


def expected(policy: Policy, wanted: Wanted) -> Expected:
    """What every response should have. Raises UsageError and InputError."""
    scripts = _guards(policy)
    if wanted.sent:
        headers = _named(existing.read(wanted.sent))
    else:
        options = Options(collector=wanted.collector, connection_allowlist=wanted.allowlist)
        made = compilation.every(policy, options=options)
        headers = compilation.sent(made, report_only=policy.observes)
    if wanted.guard and scripts:
        headers = tuple((name, _admitting(name, value, scripts)) for name, value in headers)
    return Expected(
        headers=headers,
        guards=scripts if wanted.guard else (),
        collector=wanted.collector,
        reports=_reports(policy, wanted),
    )


def delivered(policy: Policy, urls: Iterable[str], wanted: Wanted) -> Delivery:
    """Ask for each page and judge. Raises UsageError for what is no address."""
    pages = tuple(dict.fromkeys(map(checked, urls)))
    should = expected(policy, wanted)

    def guard_of(url: str, body: bytes) -> str:
        return guards.address(url, read(body), should) if should.guards else ""

    found = [received(url, guard_of, reports=should.reports) for url in pages]
    failures = dict.fromkeys(text for one in found for text in one.failures)
    left_out = dict.fromkeys(text for one in found for text in one.left_out)
    return Delivery(
        pages=pages,
        responses=sum(len(one.responses) + (one.again is not None) for one in found),
        expected=should.headers,
        faults=together(tuple(fault for one in found for fault in judged(one, should))),
        failures=tuple(failures)[:MOST_FAILURES],
        left_out=tuple(left_out)[:MOST_FAILURES],
    )


def _reports(policy: Policy, wanted: Wanted) -> str:
    """Their path; empty where they go to another host, or headers of one's own decide it."""
    made = Options(collector=wanted.collector)
    return "" if wanted.sent or made.collector_host else made.endpoint(policy.site)


def _guards(policy: Policy) -> tuple[str, ...]:
    """As it is beside headers, and as it is in a page alone; none where it was not built."""
    try:
        return tuple(integrity(guard_script(policy, headers=beside)) for beside in (True, False))
    except FileNotFoundError:
        return ()


def _admitting(name: str, value: str, scripts: tuple[str, ...]) -> str:
    """The value with the guard let in, where it isn't yet."""
    if not name.lower().startswith(_CSP) or any(one in value for one in scripts):
        return value
    return with_guard(value, scripts[0])


def _named(headers: existing.Headers) -> tuple[tuple[str, str], ...]:
    """Each name once, as a browser would join it."""
    held: dict[str, list[str]] = {}
    for name, value in headers:
        held.setdefault(name.title(), []).append(value)
    return tuple((name, ", ".join(values)) for name, values in held.items())


def lines(found: Delivery) -> Iterator[str]:
    """For people."""
    for one in found.faults:
        what = f", {', '.join(one.headers)}" if one.headers else ""
        yield f"{one.severity.upper():8} {one.kind} on {one.role}{what}: {one.says}"
        more = one.count - len(one.urls)
        yield f"         at {', '.join(one.urls)}" + (f" and {more} more" if more else "")
        yield f"         {one.matters}"
        by = f" ({one.named})" if one.named else ""
        yield f"         {one.who}{by}: {one.do}"
    count = len(found.faults)
    yield (
        f"{count} fault{'' if count == 1 else 's'} of delivery in {found.responses} answers for"
        f" {len(found.pages)} page{'' if len(found.pages) == 1 else 's'}"
    )
    for text in found.left_out:
        yield f"not judged as what it should be: {text}"
