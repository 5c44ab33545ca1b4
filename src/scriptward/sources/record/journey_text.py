"""A recording as the text of a journey file."""

import io
from collections.abc import Iterable

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from scriptward.sources.journey import Action
from scriptward.sources.record.actions import Did

_HEAD = """Recorded by `scriptward record`. What was typed is not here: each `value` of a `fill`
names an invented value, made when the journey is replayed. A sign-in needs real words: give them
as `value: {env: NAME_OF_A_VARIABLE}`, under `login:` if every scan begins with it."""
_WIDE = 100_000


def journey_text(start: str, steps: Iterable[Did]) -> str:
    """YAML that `scan --journey` takes; what a journey can't say stands as a comment."""
    written = CommentedSeq()
    remarks: list[str] = []
    first = True
    for did in steps:
        if did.action is None:
            remarks.append(did.remark)
            continue
        if first and did.action is Action.GOTO:
            start, first = did.value, False
            continue
        first = False
        written.append(_step(did))
        if remarks:
            written.yaml_set_comment_before_after_key(
                len(written) - 1, before="\n".join(remarks), indent=2
            )
            remarks = []
    top = CommentedMap(start=start, steps=written)
    top.yaml_set_start_comment("\n".join((_HEAD, *(f"At the end {one}." for one in remarks))))
    text = io.StringIO()
    yaml = YAML()
    yaml.width = _WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(top, text)
    return text.getvalue()


def _step(did: Did) -> CommentedMap:
    detail: object
    match did.action:
        case Action.FILL | Action.SELECT:
            detail = CommentedMap(selector=did.selector, value=did.value)
        case Action.PRESS:
            detail = CommentedMap(selector=did.selector, key=did.value)
        case Action.GOTO:
            detail = did.value
        case _:
            detail = did.selector
    if isinstance(detail, CommentedMap):
        detail.fa.set_flow_style()
    step = CommentedMap()
    step[str(did.action)] = detail
    return step
