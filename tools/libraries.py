"""Writes knowledge/data/libraries.json: how known libraries are recognised, and their advisories.

From retire.js's repository file in tools/retire. Each pattern gets texts of which every match
holds one (so that it is only run where one stands) and the most characters a match can have.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]  # the standard library's parser has no public door
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import Any

from tools.library_marks import MARKS

FOLDER = "src/scriptward/knowledge/data"
OWNS = f"{FOLDER}/libraries.json {FOLDER}/LICENSE.retire.md {FOLDER}/NOTICE.retire.md"
SOURCE = Path(__file__).resolve().parent / "retire"
VERSION = "§§version§§"
VERSION_PATTERN = r"[0-9][0-9.a-z_\-]{1,40}"
LOOK_BEHIND = re.compile(r"\(§§version§§\)\(\?<=(.*?)\)(?=\")")
SHORTEST = 4
"""Characters a text must have to be looked for before its pattern."""
UNBOUNDED = 0
"""Width of a pattern that can match any length."""
WIDEST = 20_000


def render() -> dict[Path, str]:
    """The table, licence and notice, whole."""
    components = json.loads((SOURCE / "jsrepository-v4.json").read_text("utf-8"))
    head = {
        "source": "RetireJS/retire.js, repository/jsrepository-v4.json, commit fd8df0d6f1da",
        "version": "2026-08-22",
        "licence": "Apache-2.0, see LICENSE.retire.md and NOTICE.retire.md",
        "changes": "fields we use only; patterns for Python's engine, each with its own text; our "
        "own patterns for minified code, see tools/library_marks.py",
    }
    lines = [
        json.dumps(component(name, entry), ensure_ascii=False, sort_keys=True)
        for name, entry in components.items()
        if name != "retire-example"
    ]
    text = f"{json.dumps(head, indent=1)[:-2]},\n" + ' "components": [\n' + ",\n".join(lines)
    return {
        Path(FOLDER) / "libraries.json": f"{text}\n]}}\n",
        Path(FOLDER) / "LICENSE.retire.md": (SOURCE / "LICENSE.md").read_text("utf-8"),
        Path(FOLDER) / "NOTICE.retire.md": (SOURCE / "NOTICE.md").read_text("utf-8"),
    }


def component(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    """One library: name, advisories, patterns and hashes."""
    extractors = entry["extractors"]
    return {
        "name": name,
        "advisories": [advisory(each) for each in entry["vulnerabilities"]],
        "address": [
            *(signature(text) for text in extractors.get("uri", ())),
            *(signature(rf"(?:^|/){text}$") for text in extractors.get("filename", ())),
        ],
        "content": [
            *(signature(text) for text in extractors.get("filecontent", ())),
            *(replaced(text) for text in extractors.get("filecontentreplace", ())),
            *(signature(text) for text in MARKS.get(name, ())),
        ],
        "hashes": extractors.get("hashes", {}),
    }


def advisory(entry: dict[str, Any]) -> dict[str, Any]:
    """Versions, severity and identifiers: CVE, else GHSA, else the summary."""
    ids = entry["identifiers"]
    named = ids.get("CVE") or [ids.get("githubID") or ids.get("summary") or "unnamed advisory"]
    return {
        "below": entry["below"],
        "from": entry.get("atOrAbove", ""),
        "severity": entry["severity"],
        "ids": [named] if isinstance(named, str) else named,
    }


def signature(text: str, version: str = r"\1") -> dict[str, Any]:
    """A pattern with texts its matches hold, its width, and where the version stands."""
    pattern = LOOK_BEHIND.sub(r"(\1)", text).replace(VERSION, VERSION_PATTERN)
    parsed = parser.parse(pattern)
    kept = [texts for texts in held(parsed) if telling(texts)]
    width = parsed.getwidth()[1]
    return {
        "pattern": pattern,
        "holds": max(kept, key=shortest, default=()),
        "width": width if width < WIDEST else UNBOUNDED,
        "version": version,
    }


def replaced(text: str) -> dict[str, Any]:
    """A pattern written as `/pattern/replacement/`."""
    pattern, _, replacement = text.strip("/").rpartition("/")
    return signature(pattern, re.sub(r"\$(\d)", r"\\\1", replacement))


def held(parsed: Any) -> Iterator[tuple[str, ...]]:  # noqa: ANN401  # the parser's own list type is private
    """Texts of which one stands in every match: runs of characters, and alternatives."""
    run = ""
    for code, argument in parsed:
        if code is codes.LITERAL:
            run += chr(argument)
            continue
        yield (run,)
        run = ""
        if code is codes.SUBPATTERN:
            yield from held(argument[3])
        elif code in {codes.MAX_REPEAT, codes.MIN_REPEAT} and argument[0] >= 1:
            yield from held(argument[2])
        elif code is codes.BRANCH:
            best = [max(held(branch), key=shortest) for branch in argument[1]]
            yield tuple(text for texts in best for text in texts)
    yield (run,)


def shortest(texts: tuple[str, ...]) -> int:
    """Length of the shortest text: a longer one is met less often by chance."""
    return min(map(len, texts))


def telling(texts: tuple[str, ...]) -> bool:
    """Whether the texts are long and rare enough to be looked for."""
    return shortest(texts) >= SHORTEST and "use strict" not in texts
