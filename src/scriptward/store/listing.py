"""A page of rows: how many there are, which part this is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, FromClause, Select, func, or_, select

from scriptward.store.database import Store

ROWS_A_PAGE = 50

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing(Generic[T]):
    """Some rows of a longer list."""

    rows: tuple[T, ...]
    total: int
    """Rows in all parts."""
    page: int
    """From 1; never beyond the last."""
    pages: int
    """At least 1."""


def listed(
    store: Store,
    wanted: Select[Any],
    *,
    order: Sequence[ColumnElement[Any]],
    page: int,
    made: Callable[[Any], T],
) -> Listing[T]:
    """One page of a query, `made` of each row. A page that isn't there gives the nearest."""
    with store.reading() as connection:
        total = connection.execute(select(func.count()).select_from(wanted.subquery())).scalar_one()
        pages = max(1, -(-total // ROWS_A_PAGE))
        page = min(max(page, 1), pages)
        rows = connection.execute(
            wanted.order_by(*order).limit(ROWS_A_PAGE).offset((page - 1) * ROWS_A_PAGE)
        ).all()
    return Listing(rows=tuple(map(made, rows)), total=total, page=page, pages=pages)


def holding(words: str, columns: Sequence[ColumnElement[str]]) -> list[ColumnElement[bool]]:
    """Conditions: each of the words stands in one of the columns, in any case."""
    return [
        or_(*(column.icontains(word, autoescape=True) for column in columns))
        for word in words.split()
    ]


def equal(source: FromClause, **values: str) -> list[ColumnElement[bool]]:
    """Conditions: the columns have these values; an empty value asks nothing."""
    return [source.c[name] == value for name, value in values.items() if value]
