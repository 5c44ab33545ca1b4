"""What scripts keep in the browser, as the sensor saw it: names and lifetimes."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from scriptward.lib.cookie_life import days_left
from scriptward.vocabulary.capture import Frame, RawKept
from scriptward.vocabulary.sensor import Caller, Reading
from scriptward.vocabulary.words import StorageKind

SETS = "set-"
"""Beginning of the targets that are set and not read."""
_KINDS = {
    "set-cookie": StorageKind.COOKIE,
    "set-local": StorageKind.LOCAL,
    "set-session": StorageKind.SESSION,
    "set-database": StorageKind.INDEXEDDB,
}


def kept_of(
    readings: Iterable[tuple[str, Reading]],
    callers: Callable[[str, Iterable[Caller]], tuple[Frame, ...]],
) -> tuple[RawKept, ...]:
    """The same once, with its count; a cookie that is taken away is left out.

    `readings`: with the key of their page. `callers`: the frames of a page's stack.
    """
    now = time.time()
    counts: dict[RawKept, int] = defaultdict(int)
    for page, reading in readings:
        kind = _KINDS.get(reading.target)
        days = days_left(reading.type, now) if kind is StorageKind.COOKIE else None
        if kind is None or (days is not None and days <= 0):
            continue
        one = RawKept(
            page=page,
            kind=kind,
            name=reading.name.strip(),
            days=days,
            stack=callers(page, reading.stack),
        )
        counts[one] += reading.n
    return tuple(replace(one, count=n) for one, n in counts.items())
