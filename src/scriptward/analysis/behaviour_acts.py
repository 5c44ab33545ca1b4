"""What scripts did on some pages, as single acts that can be compared."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from scriptward.analysis.behaviour_steady import (
    steady_address,
    steady_name,
    steady_names,
    steady_selector,
)
from scriptward.analysis.sensitivity import in_referer
from scriptward.knowledge.entities import recipient_of
from scriptward.lib.bare_urls import bare_host
from scriptward.lib.domains import registrable, same_site
from scriptward.vocabulary.observations import Flow, Leak, Read, Script, Visit
from scriptward.vocabulary.words import (
    Attribution,
    Certainty,
    Channel,
    Party,
    ReadTarget,
    ScriptKind,
)

_INDEX = re.compile(r"\[\d+\]")
OWN = "first party"
BRINGING = frozenset(
    {
        Channel.SCRIPT,
        Channel.FONT,
        Channel.CSS,
        Channel.OBJECT,
        Channel.FRAME,
        Channel.PREFETCH,
        Channel.PRECONNECT,
        Channel.WORKER,
    }
)
"""Channels that bring something in: a send only where data goes along."""
_SHOWN = frozenset({Channel.OBJECT, Channel.FRAME})
STRINGS = frozenset(
    {ScriptKind.EVAL, ScriptKind.JAVASCRIPT_URL, ScriptKind.DATA, ScriptKind.EVENT_HANDLER}
)
"""Kinds of code that a script makes of a string."""


class What(StrEnum):
    """What an act is; says what its words are."""

    READ = "read"
    """(target, kind, name)"""
    SEND = "send"
    """(recipient, channel)"""
    HOST = "host"
    """(recipient, registrable domain)"""
    DATA = "data"
    """(recipient, channel, kind)"""
    PLACE = "place"
    """(recipient, kind, place in the request); no part of a profile"""
    LOAD = "load"
    """(kind, address)"""
    CHILD = "child"
    """(kind)"""


@dataclass(frozen=True, kw_only=True, order=True)
class Act:
    """One thing a script does."""

    what: What
    words: tuple[str, ...]


Page = tuple[str, str]
"""Masked address and persona."""


@dataclass
class Acts:
    """Acts of each script by id, of code that could not be named under None."""

    sure: dict[str | None, dict[Act, set[Page]]] = field(default_factory=dict)
    """`{script: {act: pages}}`, for those that are surely the script's."""
    unsure: dict[str | None, dict[Act, set[Page]]] = field(default_factory=dict)
    """The same for those that may be its."""

    def of(self, script: str | None, *, unsure: bool = False) -> dict[Act, set[Page]]:
        """`{act: pages}` of one script."""
        return (self.unsure if unsure else self.sure).setdefault(script, {})


def acts_of(visits: Iterable[Visit]) -> Acts:
    """Everything that was done on these pages."""
    visits = tuple(visits)
    acts, names = Acts(), _names(visits)
    for visit in visits:
        page = (visit.page.url, visit.page.persona)
        for read in visit.reads:
            acts.of(read.script).setdefault(_read(read, names), set()).add(page)
        for flow in visit.flows:
            unsure = flow.script is not None and flow.attribution is Attribution.UNCERTAIN
            for act in _acts_of_flow(flow, visit.site):
                acts.of(flow.script, unsure=unsure).setdefault(act, set()).add(page)
        for script in visit.scripts:
            if script.loaded_by not in {None, "document"}:
                for act in bringing(script):
                    acts.of(script.loaded_by).setdefault(act, set()).add(page)
    return acts


def to_of(flow: Flow, site: str) -> str:
    """Who a recipient is in an act: entity, or registrable domain where its host tells nobody.

    By the host where it isn't the site's: what else tells an entity may be missing in a build.
    """
    if flow.party is Party.FIRST:
        return OWN
    host = bare_host(flow.recipient.host)
    entity = flow.recipient.entity if same_site(host, site) else recipient_of(host).entity
    return entity if entity not in {"", "unknown"} else registrable(host)


def _names(visits: Iterable[Visit]) -> dict[tuple[str, str], str]:
    """`{(script, key): steady name}`, a script's keys of all pages together."""
    raw: dict[str, set[str]] = {}
    for visit in visits:
        for read in visit.reads:
            if read.target is not ReadTarget.FIELD:
                raw.setdefault(read.script or "", set()).add(read.name)
    return {
        (script, name): steady
        for script, names in raw.items()
        for name, steady in steady_names(names).items()
    }


def _read(read: Read, names: dict[tuple[str, str], str]) -> Act:
    kind = read.kind.value if read.kind else ""
    if read.target is ReadTarget.FIELD:
        name = steady_selector(read.selector or read.name)
    else:
        name = names[read.script or "", read.name]
    return Act(what=What.READ, words=(read.target.value, kind, name))


def _acts_of_flow(flow: Flow, site: str) -> Iterator[Act]:
    leaks = tuple(filter(_telling, flow.data))
    if flow.channel in BRINGING:
        leaks = tuple(leak for leak in leaks if not in_referer(leak))
        if flow.channel in _SHOWN and (address := steady_address(flow.request.url)):
            yield Act(what=What.LOAD, words=(flow.channel.value, address))
    to = to_of(flow, site)
    if flow.party is Party.THIRD:
        yield Act(what=What.HOST, words=(to, registrable(bare_host(flow.recipient.host))))
    if flow.channel not in BRINGING or leaks:
        yield Act(what=What.SEND, words=(to, flow.channel.value))
    for leak in leaks:
        yield Act(what=What.DATA, words=(to, flow.channel.value, leak.kind.value))
        place = steady_name(_INDEX.sub("[]", f"{leak.where.value} {leak.path}"))
        yield Act(what=What.PLACE, words=(to, leak.kind.value, place))


def _telling(leak: Leak) -> bool:
    return leak.certainty is not Certainty.HINT


def bringing(script: Script) -> Iterator[Act]:
    """What whoever loaded a script did by that."""
    yield Act(what=What.CHILD, words=(script.kind.value,))
    if address := steady_address(script.url or ""):
        yield Act(what=What.LOAD, words=(script.kind.value, address))
