"""Sentences of an evidence pack: a verdict first, and never more than was observed."""

import re
from collections.abc import Iterable

from scriptward.analysis.summary import listed, spoken
from scriptward.app.evidence.document import Observed
from scriptward.knowledge.rule import Rule, Verdict
from scriptward.vocabulary.words import DataKind

_ONE = re.compile(r"\b1 (script|finding|request|change)s\b")
_MOST = 3
"""Names in one sentence before `n more`."""


def concluded(rule: Rule, rows: Iterable[Observed], *, data: Iterable[str] = ()) -> str:
    """The rule's own conclusion, filled in from its observations."""
    rows = tuple(rows)
    kinds = tuple(data) or tuple(dict.fromkeys(kind for row in rows for kind in row.data))
    said = rule.conclusion.format(
        recipients=_names(rows),
        data=kinds_said(kinds),
        pages=_pages(rows),
        count=sum(row.count for row in rows) if any(row.flows for row in rows) else len(rows),
    )
    return _ONE.sub(r"1 \1", said)


def not_applicable(why: str) -> str:
    """The rule asks for something these runs don't have."""
    return f"{Verdict.NOT_APPLICABLE.value} ({why})"


def not_observed(what: str) -> str:
    """It was looked for and not seen, which is not the same as that it does not happen."""
    return f"{Verdict.NOT_OBSERVED.value}: {what}"


def kinds_said(kinds: Iterable[str]) -> str:
    """Kinds of data as people say them."""
    known = {kind.value for kind in DataKind}
    words = [spoken(DataKind(kind)) if kind in known else kind for kind in kinds]
    return listed(words, most=_MOST * 2) if words else "no value that was recognised"


def classes_said(rule: Rule) -> str:
    """The page classes a rule is about."""
    words = [name.value.replace("_", " ") for name in rule.applies_when.page_class]
    return listed(words, most=len(words)) if words else "any class"


def counted(number: int, noun: str) -> str:
    """`1 script`, `2 scripts`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _names(rows: tuple[Observed, ...]) -> str:
    names = dict.fromkeys(
        row.recipient if row.entity in {"", "unknown"} else row.product or row.entity
        for row in rows
        if row.recipient
    )
    return listed(list(names), most=_MOST) if names else "nobody"


def _pages(rows: tuple[Observed, ...]) -> str:
    pages = [page for page in dict.fromkeys(row.page for row in rows) if page]
    return listed(pages, most=_MOST) if pages else "no page"
