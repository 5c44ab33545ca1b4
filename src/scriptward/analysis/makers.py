"""Who made a piece of code, told by the stacks of its birth, wrappers left out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.analysis.wrappers import Wrappers
from scriptward.vocabulary.capture import Frame, RawScript, Sending


def settled(
    scripts: Iterable[RawScript],
    seen: ScriptsSeen,
    wrappers: Wrappers,
    sendings: Iterable[Sending] = (),
) -> tuple[RawScript, ...]:
    """The scripts, each with the loader that acted on its own.

    A source names the innermost script of the stack. Monitors wrap `setTimeout` and the functions
    that insert elements as well: then that script only passed on what another one asked for.
    `sendings`: their stacks show more of it than the debugger tells at a script's birth.
    """
    scripts = tuple(scripts)
    doubtful = {each.key for each in scripts if each.makers and each.loaded_by in wrappers}
    below = _below(doubtful, seen, sendings) if doubtful else {}
    return tuple(
        _settled(script, (*script.makers, *below.get(script.key, ())), seen, wrappers)
        if script.key in doubtful
        else script
        for script in scripts
    )


def _settled(
    script: RawScript, stacks: Iterable[Sequence[Frame]], seen: ScriptsSeen, wrappers: Wrappers
) -> RawScript:
    keys = (seen.key_of(frame, script.page) for frame in chain.from_iterable(stacks))
    acting = (key for key in keys if key and key != script.key and key not in wrappers)
    return replace(script, loaded_by=next(acting, script.loaded_by))


def _below(
    wanted: set[str], seen: ScriptsSeen, sendings: Iterable[Sending]
) -> dict[str, list[Sequence[Frame]]]:
    """`{script: what stood below it as it sent something}`."""
    found: dict[str, list[Sequence[Frame]]] = {}
    for sending in sendings:
        stacks = [sending.sensor.stack] if sending.sensor is not None else []
        for stack in (*stacks, sending.initiator.stack):
            keys = [seen.key_of(frame, sending.page) for frame in stack]
            for key in wanted.intersection(keys):
                found.setdefault(key, []).append(stack[keys.index(key) + 1 :])
    return found
