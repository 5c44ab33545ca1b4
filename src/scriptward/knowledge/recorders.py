"""Which session recorders a page has: by texts of their code, or by where something goes.

Whoever writes a script can put these texts into it. They say that a page is worth a probe; what a
recorder takes is read from its recording.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from scriptward.knowledge import replay
from scriptward.knowledge.entities import owner_of
from scriptward.knowledge.recorder import Recorder
from scriptward.lib.found import found
from scriptward.vocabulary.observations import Owner

GENERAL = "rrweb"
"""What many recorders are built on: named only where no vendor of them is."""
_CATEGORY = "session_replay"
_MOST_VERSION_TEXT = 2_000_000


@lru_cache(maxsize=1)
def room() -> dict[str, Recorder]:
    """Every recorder by name."""
    return found(replay, Recorder)


def in_code(source: str) -> tuple[str, ...]:
    """Names of the recorders whose code a text holds."""
    names = [
        name
        for name, one in room().items()
        if one.signs and all(sign in source for sign in one.signs)
    ]
    return tuple(name for name in names if name != GENERAL) or tuple(names)


def at_address(url: str) -> str:
    """Name of the recorder that an address is of; the entity's where it has none; else empty."""
    owner = owner_of(url)
    if owner.category != _CATEGORY:
        return ""
    return name_of(owner) or owner.entity


def name_of(owner: Owner) -> str:
    """Name of a product's recorder; empty where none is known."""
    return next(
        (
            name
            for name, one in room().items()
            if one.entity == owner.entity != "unknown" and owner.product in {one.product, ""}
        ),
        "",
    )


def named_by_path(path: str, names: Iterable[str]) -> str:
    """Which of these recorders sends its recordings to such a path; empty for none or several."""
    paths = {name: room()[name].path for name in names if name in room()}
    fitting = [name for name, one in paths.items() if one and re.search(one, path[:2_000])]
    return fitting[0] if len(fitting) == 1 else ""


def version_in(name: str, texts: Iterable[str]) -> str:
    """The version that the first of these texts tells; empty where none does."""
    return next(_versions(name, texts), "")


def _versions(name: str, texts: Iterable[str]) -> Iterator[str]:
    patterns = room()[name].versions if name in room() else ()
    for text in texts:
        for pattern in patterns:
            if match := re.search(pattern, text[:_MOST_VERSION_TEXT]):
                yield match[1]
