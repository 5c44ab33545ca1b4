"""Names code that was made of text and acts later, when no script with a name is on the stack.

The page's own stacks give such code neither address nor hash, only line and column. Of the texts
that a document had compiled the one that does there what was seen is it, if there is no other.
"""

import re
from collections import defaultdict
from collections.abc import Mapping

from scriptward.sources.scan.scripts import Parsed
from scriptward.vocabulary.sensor import Caller

_MOST = 300
"""Texts of one document; beyond that nothing is told by a place."""
_BUDGET = 300_000_000
"""Characters that are gone along in a run: every place that a page makes up costs all its texts."""
_NAME = re.compile(r"[\w$]+")
_MEMBER = re.compile(r"(\?\.|\.)\s*[\w$]|(\?\.)?\[")
"""Of what a call gave; V8 points to the dot or bracket there, elsewhere to the name behind it."""


class Nameless:
    """The code without a name of each document, by the key of its first page."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        """`sources`: texts by hash."""
        self._sources = sources
        self._texts: dict[str, dict[str, Parsed]] = defaultdict(dict)
        self._told: dict[tuple[str, int, int], Parsed | None] = {}
        self._left = _BUDGET

    def add(self, page: str, parsed: Parsed) -> None:
        """One more script of a document."""
        texts = self._texts[page]
        if not parsed.url and len(texts) <= _MOST:
            texts.setdefault(parsed.event.hash, parsed)

    def at(self, page: str, caller: Caller) -> Parsed | None:
        """The script in which a call frame without a name stands; None where several fit."""
        if caller.u or caller.h or not caller.l:
            return None
        place = (page, caller.l, caller.c)
        if place not in self._told:
            texts = self._texts.get(page, {})
            may = len(texts) <= _MOST and self._afford(texts)
            fit = [one for one in texts.values() if may and self._fits(one, caller.l, caller.c)]
            self._told[place] = fit[0] if len(fit) == 1 else None
        return self._told[place]

    def _afford(self, texts: Mapping[str, Parsed]) -> bool:
        self._left -= sum(len(self._sources.get(digest, "")) for digest in texts)
        return self._left >= 0

    def _fits(self, parsed: Parsed, line: int, column: int) -> bool:
        """Whether the text has a member's name there, as where one is read or called."""
        lines = self._sources.get(parsed.event.hash, "").split("\n", line)
        if len(lines) < line:
            return False
        text, at = lines[line - 1], column - 1
        if _MEMBER.match(text, at):
            return True
        return bool(_NAME.match(text, at)) and text[:at].rstrip()[-1:] in {".", "["}
