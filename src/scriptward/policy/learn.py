"""The smallest policy that permits what was observed, and what it refuses to permit.

Refused are: who a person is and what care they seek to recipients without an agreement on file,
card data and passwords to anybody but a payment recipient, scripts that nobody is known to own on
pages where people enter something, and all that such a script did. Where only the page's own words
would be refused, and what keeps a policy takes them out, a `scrub` is proposed: the rest goes on.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import chain, repeat

from scriptward.policy.language.matching import is_own, page_class_of
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.words import Stance
from scriptward.policy.learning.barring import barred
from scriptward.policy.learning.draft import LEARNER, Draft
from scriptward.policy.learning.judging import Learner
from scriptward.policy.learning.paging import classed, needed
from scriptward.policy.learning.refusing import Refusal, standing_rules
from scriptward.policy.learning.scrubbing import removable
from scriptward.policy.learning.sighting import Sighting
from scriptward.policy.learning.varying import shapes, varying
from scriptward.policy.question import (
    framed_scripts,
    in_vendor_frame,
    reading,
    ruled_reads,
    running,
    sending,
)
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Outcome, PageClass

DEFAULTS = ((PageClass.GENERAL_PUBLIC.value, Stance.WATCH), ("*", Stance.FORBID))


@dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """A proposal: somebody has to read it."""

    policy: Policy
    refused: tuple[Refusal, ...]
    notes: tuple[str, ...]
    """What a reader should look at first, a sentence each."""
    sightings: Mapping[str, tuple[Sighting, ...]] = field(default_factory=dict)
    """`{evidence_key of an entry: what was observed}`; that of pages is in `page_evidence`."""
    page_evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """`{name of an entry of pages: what was observed, a sentence each}`"""


def learned(
    visits: Iterable[Visit],
    *,
    site: str = "",
    today: date | None = None,
    base: Policy | None = None,
    by: str = LEARNER,
    runs: Iterable[str] = (),
) -> Learned:
    """The proposal for a site. `base`: a policy to be kept and added to. `today`: UTC.

    `by`: who approves the scripts. `runs`: name of each visit's run, in the same order.

    `site`: its host; the base's, or that of most pages, if left out. Raises UsageError where no
    page is of the site.
    """
    seen = tuple(visits)
    day = today or datetime.now(UTC).date()
    policy = base or Policy(site=site or _commonest(seen), defaults=DEFAULTS)
    names = chain(runs, repeat(""))
    found = [(one, run) for one, run in zip(seen, names, strict=False) if is_own(policy, one.site)]
    own = [visit for visit, _ in found]
    if not own:
        raise UsageError(
            f"no page of {policy.site or 'any site'} is in the runs",
            hint="give runs of that site, or the right --site",
        )
    pages = classed(policy, own)
    policy = replace(policy, pages=(*policy.pages, *pages.rules))
    learner = Learner(
        policy=policy,
        today=day,
        draft=Draft(policy, day, by),
        barred=barred(policy, own, today=day),
        shapes=shapes(own),
    )
    for visit, run in found:
        learner.run = run
        _visit(learner, visit)
    learner.settle()
    scrubbed = learner.draft.scrubbed()
    proposal = learner.draft.policy(standing=() if base else standing_rules(scrubbed))
    proposal = replace(proposal, pages=needed(proposal, pages.rules))
    return Learned(
        policy=proposal,
        refused=learner.refusals(),
        notes=(*_elsewhere(policy, seen), *varying(own), *learner.notes()),
        sightings=learner.draft.sightings(),
        page_evidence=pages.evidence,
    )


def _visit(learner: Learner, visit: Visit) -> None:
    given = page_class_of(learner.policy, visit.page.url)
    page_class = given[0] if given else visit.page.page_class
    elsewhere = framed_scripts(visit)
    for script in visit.scripts:
        question = running(visit, script)
        if script.id not in elsewhere and learner.opened(question):
            learner.script(script, question, page_class)
    for flow in visit.flows:
        if in_vendor_frame(flow) or flow.outcome is Outcome.BLOCKED:
            continue
        for question in sending(visit, flow):
            if found := learner.opened(question):
                learner.flow(
                    flow,
                    question,
                    page_class,
                    uncovered=found.uncovered,
                    removable=removable(visit, flow),
                )
    for read in ruled_reads(visit):
        question = reading(visit, read)
        if learner.opened(question):
            learner.read(question, page_class)


def _commonest(visits: Iterable[Visit]) -> str:
    """The site of most pages; the first of those in doubt."""
    sites = Counter(visit.site for visit in visits)
    return max(sites, key=lambda site: sites[site], default="")


def _elsewhere(policy: Policy, visits: Iterable[Visit]) -> Iterable[str]:
    foreign = sorted({visit.site for visit in visits if not is_own(policy, visit.site)})
    if foreign:
        yield f"pages of {', '.join(foreign)} were left out: they aren't {policy.site}'s own"
