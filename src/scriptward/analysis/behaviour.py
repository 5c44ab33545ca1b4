"""Behaviour profiles: what each script of a run does, the same for every build that does it."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from scriptward.analysis.behaviour_acts import STRINGS, Act, What, acts_of
from scriptward.lib.digests import sha256_hex
from scriptward.vocabulary.observations import (
    Behaviour,
    LoadsOf,
    ReadsOf,
    Script,
    SendsOf,
    Visit,
)
from scriptward.vocabulary.words import Channel, DataKind, ReadTarget, ScriptKind


def profiled(scripts: Iterable[Script], visits: Sequence[Visit]) -> tuple[Script, ...]:
    """The rows with what each script did on all pages of the visits.

    What may be another script's is left out.
    """
    acts = acts_of(visits)
    return tuple(
        msgspec.structs.replace(script, behaviour=behaviour_of(acts.of(script.id)))
        for script in scripts
    )


def behaviour_of(acts: Iterable[Act]) -> Behaviour:
    """The profile of a script that did these, sorted and hashed."""
    words: dict[What, list[tuple[str, ...]]] = {what: [] for what in What}
    for act in sorted(acts):
        words[act.what].append(act.words)
    children = tuple(ScriptKind(kind) for (kind,) in words[What.CHILD])
    behaviour = Behaviour(
        hash="",
        reads=tuple(map(_read, words[What.READ])),
        sends=_sends(words[What.SEND], words[What.DATA]),
        loads=tuple(LoadsOf(kind=kind, address=at) for kind, at in words[What.LOAD]),
        children=children,
        code_from_strings=bool(STRINGS & set(children)),
    )
    return msgspec.structs.replace(behaviour, hash=_hash(behaviour))


def _read(words: tuple[str, ...]) -> ReadsOf:
    target, kind, name = words
    return ReadsOf(target=ReadTarget(target), kind=DataKind(kind) if kind else None, name=name)


def _sends(
    sends: Iterable[tuple[str, ...]], data: Iterable[tuple[str, ...]]
) -> tuple[SendsOf, ...]:
    kinds: Mapping[tuple[str, str], list[DataKind]] = {(to, by): [] for to, by in sends}
    for to, by, kind in data:
        kinds[to, by].append(DataKind(kind))
    return tuple(
        SendsOf(to=to, channel=Channel(by), data=tuple(found)) for (to, by), found in kinds.items()
    )


def _hash(behaviour: Behaviour) -> str:
    parts = msgspec.to_builtins(behaviour)
    del parts["hash"]
    return sha256_hex(msgspec.json.encode(parts, order="deterministic"))
