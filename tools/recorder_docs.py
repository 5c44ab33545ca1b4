"""The page of session recorders, docs/recorders.md: how each is known and what masks it."""

from pathlib import Path

from scriptward.knowledge.recorder import Recorder
from scriptward.knowledge.recorders import room
from scriptward.vocabulary.replay import Surface

OWNS = "docs/recorders.md"
_HEAD = """# Session recorders

The recorders that a [replay probe](replay.md) knows by name, their own markings against recording,
and the settings that mask each group of surfaces. Others are probed as well where their address is
known for session replay, or where they are built on rrweb.

"""
_GROUPS = (
    ("what is typed", Surface.INPUT_TEXT),
    ("values of hidden fields, boxes and options", Surface.INPUT_HIDDEN),
    ("texts", Surface.TEXT),
    ("attributes", Surface.TITLE_ATTRIBUTE),
    ("names of clicked elements", Surface.CLICKED_TEXT),
    ("address and title", Surface.PAGE_TITLE),
)


def render() -> dict[Path, str]:
    """The page; the same knowledge gives the same bytes."""
    return {Path(OWNS): _HEAD + "\n".join(map(_part, room().values()))}


def _part(one: Recorder) -> str:
    name = one.product if one.entity in {"unknown", one.product} else f"{one.entity} {one.product}"
    known = "texts of its code" if one.signs else "its addresses"
    markings = ", ".join(f"`{marking.shown}`" for marking in one.markings)
    rows = [(group, one.setting(surface)) for group, surface in _GROUPS]
    lines = [
        f"## {name}",
        "",
        f"Known by {known}. Markings: {markings}. From: {one.source}.",
        "",
        "| surfaces | setting |",
        "|---|---|",
        *(f"| {group} | {setting or '–'} |" for group, setting in rows),
        "",
    ]
    return "\n".join(lines)
