"""Stored runs and what live pages told, as a policy is asked what it would have done."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from scriptward.app import policy_runs
from scriptward.knowledge.field_kinds import kind_of_field
from scriptward.lib.domains import host_of
from scriptward.policy.language.matching import Code, Receiver
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.words import Action, Via, via_of
from scriptward.policy.question import Question, code_at
from scriptward.policy.simulation import Deed, Simulation, deeds_of, simulated
from scriptward.store import database, live, overview
from scriptward.store.delta import BehaviourKind
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.words import Channel, DataKind

_VIA = {
    "sharedworker": Via.WORKER,
    "serviceworker": Via.WORKER,
    "worklet": Via.WORKER,
    "open": Via.NAVIGATION,
}
"""The sensor's words for a call that are no channel's."""
_RUNS = frozenset({Via.SCRIPT, Via.WORKER})
_DIGEST = "sha256:"


def simulation(
    policy: Policy, name: str, folders: Iterable[Path], *, tables: str = ""
) -> Simulation:
    """What `policy` would have done in runs and on live pages.

    `tables`: the database that `serve` keeps; empty for none. Raises RunError, StoreError, and
    UsageError where nothing of the policy's site is in them.
    """
    runs = policy_runs.read(folders, by=policy)
    deeds = [
        deed
        for visit, origin in zip(runs.visits, runs.origins, strict=True)
        for deed in deeds_of(policy, visit, f"{origin} {visit.page.persona}")
    ]
    if tables:
        deeds.extend(_live(policy, tables))
    return simulated(policy, deeds, name=name, runs=runs.names, failures=runs.failures)


def _live(policy: Policy, tables: str) -> Iterator[Deed]:
    if not Path(tables).exists():
        raise UsageError(f"{tables} is not there", hint="give the database that `serve` writes")
    site = policy.site.partition(":")[0]
    store = database.opened(tables)
    if site not in (sites := overview.sites(store)):
        there = ", ".join(sites) or "no site"
        raise UsageError(
            f"{tables} knows nothing of {site}, but of {there}",
            hint=f"start `scriptward serve --site {site}` and let its pages report",
        )
    for row in live.behaviours(store, site):
        yield Deed(question=_question(row), times=row.times)


def _question(row: live.LiveRow) -> Question:
    """A live behaviour as it is asked of a policy: its page is known by class alone."""
    asked = Question(action=Action.SEND, page_class=row.page_class, code=_code(row.script))
    if row.kind is BehaviourKind.READ:
        name = row.target.partition(":")[2]
        kind = kind_of_field(type="", name=name, autocomplete="", label="")
        data = frozenset([kind] if row.api == "field" and kind else ())
        return replace(asked, action=Action.READ, data=data)
    via = _VIA.get(row.api) or (via_of(Channel(row.api)) if row.api in set(Channel) else None)
    data = frozenset(DataKind(kind) for kind in row.data.split(",") if kind)
    to = Receiver(host=row.recipient, entity=row.entity, category=row.category)
    asked = replace(asked, via=via, to=to, data=data)
    if row.kind is not BehaviourKind.LOAD or data:
        return asked
    loaded = _code(row.target) if via in _RUNS else None
    return replace(asked, action=Action.LOAD, loaded=loaded)


def _code(said: str) -> Code:
    if said.startswith(_DIGEST):
        return Code(sha256=said.removeprefix(_DIGEST))
    return code_at(said) if host_of(said) else Code()
