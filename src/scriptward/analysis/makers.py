"""Who made a piece of code, told by the stacks of its birth, wrappers left out."""

from collections.abc import Iterable
from dataclasses import replace

from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.analysis.wrappers import Wrappers
from scriptward.vocabulary.capture import RawScript


def settled(
    scripts: Iterable[RawScript], seen: ScriptsSeen, wrappers: Wrappers
) -> tuple[RawScript, ...]:
    """The scripts, each with the loader that acted on its own.

    A source names the innermost script of the stack. Monitors wrap `setTimeout` and the functions
    that insert elements as well: then that script only passed on what another one asked for.
    """
    return tuple(_settled(script, seen, wrappers) for script in scripts)


def _settled(script: RawScript, seen: ScriptsSeen, wrappers: Wrappers) -> RawScript:
    if script.loaded_by not in wrappers or not script.makers:
        return script
    keys = [seen.key_of(frame, script.page) for stack in script.makers for frame in stack]
    acting = (key for key in keys if key and key != script.key and key not in wrappers)
    return replace(script, loaded_by=next(acting, script.loaded_by))
