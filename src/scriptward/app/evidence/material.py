"""The observations of several runs, asked for by what a rule needs."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from scriptward.app.evidence.attested import Attested
from scriptward.app.evidence.document import Observed
from scriptward.knowledge.rule import AppliesWhen
from scriptward.vocabulary.observations import Flow, Page, Recipient, Script
from scriptward.vocabulary.report import Report
from scriptward.vocabulary.words import (
    Baa,
    Certainty,
    DataKind,
    Outcome,
    PageClass,
    PageStatus,
    Role,
)

_ROLES = {
    None: Role.FIRST_PARTY,
    Baa.ATTESTED: Role.BA_ATTESTED,
    Baa.NONE: Role.NO_BAA_ATTESTED,
    Baa.UNKNOWN: Role.BAA_UNKNOWN,
}


@dataclass(frozen=True, kw_only=True)
class SeenFlow:
    """A flow with its run and page."""

    run: str
    page: Page | None
    """None where the report has no row for its page."""
    flow: Flow
    script: Script | None

    @property
    def kinds(self) -> frozenset[DataKind]:
        """Kinds of data in it, hints left out."""
        return frozenset(
            leak.kind for leak in self.flow.data if leak.certainty is not Certainty.HINT
        )

    @property
    def page_class(self) -> PageClass:
        """Class of its page."""
        return self.page.page_class if self.page else PageClass.UNKNOWN

    def row(self, detail: str = "") -> Observed:
        """The flow as an observation."""
        got = self.flow.recipient
        sure = {leak.certainty for leak in self.flow.data} - {Certainty.HINT}
        return Observed(
            run=self.run,
            page=self.flow.page,
            page_class=self.page_class.value,
            recipient=got.host,
            entity=got.entity,
            product=got.product,
            agreement=got.baa.value if got.baa else "",
            script=script_name(self.script),
            data=tuple(sorted(kind.value for kind in self.kinds)),
            certainty=tuple(sorted(word.value for word in sure)),
            count=self.flow.count,
            detail=detail,
            flows=(self.flow.id,),
        )


@dataclass(frozen=True, kw_only=True)
class SeenScript:
    """A script with its run and those of its pages that a rule is about."""

    run: str
    day: dt.date
    """The run began on, UTC."""
    pages: tuple[Page, ...]
    script: Script

    def row(self, detail: str) -> Observed:
        """The script as an observation."""
        return Observed(
            run=self.run,
            page=self.pages[0].url if self.pages else "",
            page_class=self.pages[0].page_class.value if self.pages else "",
            entity=self.script.owner.entity,
            product=self.script.owner.product,
            script=script_name(self.script),
            detail=detail,
            count=max(1, len(self.pages)),
        )


@dataclass(frozen=True)
class Material:
    """Runs in the order in which they began, and what the organisation attests."""

    runs: tuple[Report, ...]
    attested: Attested = field(default_factory=Attested)

    def pages(self, classes: tuple[PageClass, ...]) -> tuple[tuple[str, Page], ...]:
        """Run and page of each page of these classes; of all where none is named."""
        return tuple(
            (report.run.id, page)
            for report in self.runs
            for page in report.pages
            if (not classes or page.page_class in classes) and page.status is not PageStatus.FAILED
        )

    def flows(self, wanted: AppliesWhen) -> tuple[SeenFlow, ...]:
        """What reached others, of the kind a rule is about, most data first."""
        found = [seen for seen in self._arrived if _matches(seen, wanted)]
        return tuple(sorted(found, key=lambda seen: (-len(seen.kinds), seen.flow.recipient.host)))

    def scripts(self, classes: tuple[PageClass, ...]) -> tuple[SeenScript, ...]:
        """Scripts that ran on pages of these classes."""
        return tuple(seen for seen in self._scripts(classes) if seen.pages)

    @cached_property
    def _arrived(self) -> tuple[SeenFlow, ...]:
        return tuple(seen for report in self.runs for seen in _flows_of(report))

    def _scripts(self, classes: tuple[PageClass, ...]) -> Iterator[SeenScript]:
        for report in self.runs:
            pages = {p.url: p for p in report.pages if not classes or p.page_class in classes}
            for script in report.scripts:
                own = tuple(pages[url] for url in script.pages if url in pages)
                yield SeenScript(
                    run=report.run.id, day=began(report).date(), pages=own, script=script
                )


def began(report: Report) -> dt.datetime:
    """When a run began, UTC; the beginning of time for one that doesn't say it."""
    try:
        moment = dt.datetime.fromisoformat(report.run.started_at)
    except ValueError:
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _flows_of(report: Report) -> Iterator[SeenFlow]:
    pages = {(page.url, page.persona): page for page in report.pages}
    scripts = {script.id: script for script in report.scripts}
    for flow in report.flows:
        if flow.outcome is not Outcome.BLOCKED:
            yield SeenFlow(
                run=report.run.id,
                page=pages.get((flow.page, flow.persona)),
                flow=flow,
                script=scripts.get(flow.script or ""),
            )


def _matches(seen: SeenFlow, wanted: AppliesWhen) -> bool:
    got = seen.flow.recipient
    return (
        (not wanted.page_class or seen.page_class in wanted.page_class)
        and role_of(got) in (wanted.recipient_role or set(_ROLES.values()) - {Role.FIRST_PARTY})
        and (not wanted.category or got.category in wanted.category)
        and (not wanted.data_kind_any or bool(seen.kinds & set(wanted.data_kind_any)))
        and (not wanted.data_kind_only or seen.kinds <= set(wanted.data_kind_only))
    )


def role_of(recipient: Recipient) -> Role:
    """What a recipient is to the site, by the register; unknown is never taken for none."""
    return _ROLES[recipient.baa]


def script_name(script: Script | None) -> str:
    """Address of a script, or its kind and the beginning of its hash."""
    if script is None:
        return ""
    return script.url or f"{script.kind.value} {script.sha256[:12]}".strip()
