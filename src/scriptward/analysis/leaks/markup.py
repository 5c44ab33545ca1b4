"""The path to a place in XML: `.order.patient[1].email`, of an attribute `.order.patient.@id`.

Walked by hand: a parser of the standard library gives no byte offsets in broken documents.
"""

import re

from scriptward.analysis.leaks.keys import key_step

_TAG = re.compile(
    rb"<(?:!\[CDATA\[.*?\]\]>|!--.*?-->|[!?][^>]{0,2000}+>"
    rb"|(/?)([A-Za-z_][\w.:-]{0,100}+)((?:[^<>\x22']|\x22[^\x22<]*+\x22|'[^'<]*+')*+)>?)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"([A-Za-z_:@][\w.:-]{0,100}+)\s*=\s*[\x22']?[^\x22']*+$")
_DEEPEST = 12


def steps(data: bytes, start: int, end: int, offset: int) -> list[str]:
    """Names of the elements around the place, each with its number where it isn't the first."""
    names: list[tuple[bytes, int]] = []
    seen: list[dict[bytes, int]] = [{}]
    inside: list[str] = []
    for match in _TAG.finditer(data, start, end):
        if match.start() >= offset:
            break
        name = match[2]
        if name is None:
            continue
        if match[1]:
            _close(names, seen, name)
            continue
        number = seen[-1].get(name, -1) + 1
        seen[-1][name] = number
        if match.end() > offset or not match[3].endswith(b"/"):
            names.append((name, number))
            seen.append({})
        if match.end() > offset:
            attribute = _ATTRIBUTE.search(data, match.start(3), offset)
            inside = [f".@{attribute[1].decode()}"] if attribute else []
            break
    found: list[str] = []
    for name, number in names[:_DEEPEST]:
        found += [key_step(name), f"[{number}]"] if number else [key_step(name)]
    return [*found, *inside]


def _close(names: list[tuple[bytes, int]], seen: list[dict[bytes, int]], name: bytes) -> None:
    """Leave the innermost element of that name, and those that were not closed inside of it."""
    for at in range(len(names) - 1, -1, -1):
        if names[at][0] == name:
            del names[at:], seen[at + 1 :]
            return
