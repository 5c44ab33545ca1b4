"""Scripts a learned policy doesn't approve, whatever else they did: found before anything else."""

from collections.abc import Iterable, Iterator
from datetime import date

from scriptward.analysis.sensitivity import SENSITIVE
from scriptward.analysis.wording import in_words, page_words
from scriptward.policy.addresses import home_of
from scriptward.policy.applying import party_of
from scriptward.policy.decide import decide
from scriptward.policy.language.matching import Code
from scriptward.policy.language.policy import Policy
from scriptward.policy.learning.naming import is_unowned
from scriptward.policy.learning.refusing import SECRETS, Refusal
from scriptward.policy.question import (
    code_in,
    framed_scripts,
    in_vendor_frame,
    kinds_in,
    running,
)
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import DataKind, Party

FIX = (
    "find out who put it there; remove it, or name its owner with its hosts under `recipients`, as "
    "`acme: {hosts: [cdn.acme.test], baa: none}`, and learn again with `--policy`"
)


def barred(policy: Policy, visits: Iterable[Visit], *, today: date) -> dict[str, Refusal]:
    """`{address: why}` of third parties' scripts nobody owns, by what they did and where."""
    found: dict[str, Refusal] = {}
    for visit in visits:
        elsewhere = framed_scripts(visit)
        for script in visit.scripts:
            code = code_in(visit, script.id)
            home = home_of(code)
            if script.id in elsewhere or not home or not _unknown(policy, code):
                continue
            if not decide(policy, running(visit, script), today=today).by_default:
                continue
            worst = frozenset(_secrets(visit, script.id))
            page_class = visit.page.page_class
            if worst or page_class in SENSITIVE:
                did = f" and took {in_words(worst)}" if worst else ""
                refusal = Refusal(
                    what=f"{home} ran on {page_words(page_class)}{did}",
                    why="nobody is known to own it",
                    do=FIX,
                    script=home,
                    data=tuple(sorted(worst)),
                    page_class=page_class,
                )
                known = found.setdefault(home, refusal)
                if worst - set(known.data):
                    found[home] = refusal
    return found


def _unknown(policy: Policy, code: Code) -> bool:
    return party_of(policy, code) is Party.THIRD and is_unowned(policy, code)


def _secrets(visit: Visit, script_id: str) -> Iterator[DataKind]:
    for flow in visit.third_party:
        if flow.script == script_id and not in_vendor_frame(flow):
            yield from kinds_in(flow) & SECRETS
    for read in visit.reads:
        if read.script == script_id and not read.frame and read.kind in SECRETS:
            yield read.kind
