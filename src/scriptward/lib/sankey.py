"""Lays out a Sankey drawing in columns, as numbers for an SVG.

Home-made because a report must be readable without scripts and offline: d3-sankey lays out in the
browser only, and Python's drawing libraries bring megabytes of scripts with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Node:
    """A bar: pixels from the top left."""

    column: int
    name: str
    x: float
    y: float
    width: float
    height: float
    value: int


@dataclass(frozen=True, kw_only=True)
class Ribbon:
    """A band between two bars: `path` is an SVG path along its middle."""

    source: Node
    target: Node
    value: int
    path: str
    thickness: float


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Everything of one drawing."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]


BAR = 12
GAP = 10
LEAST = 3.0


def laid_out(
    rows: Iterable[tuple[str, ...]], *, width: int = 960, row_height: int = 26, most: int = 12
) -> Drawing:
    """A drawing of rows, each a path through all columns; equal rows add up.

    `most`: bars a column; the smallest beyond it become one bar `n others`.
    """
    paths = _shortened(list(rows), most=most)
    columns = len(paths[0]) if paths else 0
    totals = [_counted(path[column] for path in paths) for column in range(columns)]
    tallest = max((len(total) for total in totals), default=0)
    height = max(120, tallest * (row_height + GAP))
    nodes = {
        (column, node.name): node
        for column, total in enumerate(totals)
        for node in _bars(column, total, columns=columns, width=width, height=height)
    }
    return Drawing(
        width=width,
        height=height,
        nodes=tuple(nodes.values()),
        ribbons=tuple(_ribbons(paths, nodes, columns)),
    )


def _counted(names: Iterable[str]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for name in names:
        counted[name] = counted.get(name, 0) + 1
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _shortened(rows: list[tuple[str, ...]], *, most: int) -> list[tuple[str, ...]]:
    if not rows:
        return []
    renamed: list[dict[str, str]] = []
    for column in range(len(rows[0])):
        names = list(_counted(row[column] for row in rows))
        rest = names[most - 1 :] if len(names) > most else []
        renamed.append(dict.fromkeys(rest, f"{len(rest)} others"))
    return [tuple(renamed[i].get(name, name) for i, name in enumerate(row)) for row in rows]


def _bars(
    column: int, total: dict[str, int], *, columns: int, width: int, height: int
) -> Iterable[Node]:
    room = height - GAP * (len(total) - 1) - LEAST * len(total)
    scale = max(room, 1) / max(1, sum(total.values()))
    x = (width - BAR) * column / max(1, columns - 1)
    y = 0.0
    for name, value in total.items():
        bar = LEAST + value * scale
        yield Node(column=column, name=name, x=x, y=y, width=BAR, height=bar, value=value)
        y += bar + GAP


def _ribbons(
    paths: list[tuple[str, ...]], nodes: dict[tuple[int, str], Node], columns: int
) -> Iterable[Ribbon]:
    left: dict[tuple[int, str], float] = {}
    right: dict[tuple[int, str], float] = {}
    for column in range(columns - 1):
        pairs: dict[tuple[str, str], int] = {}
        for path in paths:
            pair = (path[column], path[column + 1])
            pairs[pair] = pairs.get(pair, 0) + 1
        order = sorted(
            pairs,
            key=lambda p: (nodes[column, p[0]].y, nodes[column + 1, p[1]].y),
        )
        for source_name, target_name in order:
            value = pairs[source_name, target_name]
            source = nodes[column, source_name]
            target = nodes[column + 1, target_name]
            out = source.height * value / source.value
            into = target.height * value / target.value
            start = source.y + left.get((column, source_name), 0.0) + out / 2
            end = target.y + right.get((column + 1, target_name), 0.0) + into / 2
            left[column, source_name] = left.get((column, source_name), 0.0) + out
            right[column + 1, target_name] = right.get((column + 1, target_name), 0.0) + into
            yield Ribbon(
                source=source,
                target=target,
                value=value,
                path=_curve(source.x + BAR, start, target.x, end),
                thickness=max(1.0, min(out, into)),
            )


def _curve(x0: float, y0: float, x1: float, y1: float) -> str:
    middle = (x0 + x1) / 2
    return f"M{x0:.1f},{y0:.1f}C{middle:.1f},{y0:.1f} {middle:.1f},{y1:.1f} {x1:.1f},{y1:.1f}"
