"""Keys and cookies that one script alone sets: whoever reads its own learns nothing new."""

from collections.abc import Iterable
from dataclasses import dataclass

from scriptward.analysis.behaviour_provenance import provenances
from scriptward.analysis.behaviour_steady import fits, steady_name
from scriptward.vocabulary.observations import Read, Visit
from scriptward.vocabulary.words import ReadTarget

_TARGETS = frozenset({ReadTarget.COOKIE, ReadTarget.STORAGE})


@dataclass(frozen=True, kw_only=True)
class Keys:
    """Who set what in a run."""

    origin: dict[str, str]
    """`{script id: provenance}`"""
    setters: dict[str, frozenset[str | None]]
    """`{name of a key or cookie: provenances that set it}`; None for answers and nobody known."""

    def is_own(self, read: Read) -> bool:
        """Whether it reads a key, of no kind that is known, that nobody but the reader set."""
        reader = self.origin.get(read.script or "")
        return (
            reader is not None
            and read.target in _TARGETS
            and not read.kind
            and self.set_by(steady_name(read.name)) == {reader}
        )

    def set_by(self, name: str) -> frozenset[str | None]:
        """Provenances that set a key of this steady name."""
        found = (by for known, by in self.setters.items() if fits(name, [known]))
        return frozenset().union(*found)


def keys(visits: Iterable[Visit]) -> Keys:
    """The keys of all visits of a run."""
    visits = tuple(visits)
    scripts = {script.id: script for visit in visits for script in visit.scripts}
    origin = provenances(scripts.values())
    found: dict[str, set[str | None]] = {}
    for visit in visits:
        for one in visit.storage:
            found.setdefault(one.name, set()).add(origin.get(one.script or ""))
    return Keys(origin=origin, setters={name: frozenset(by) for name, by in found.items()})
