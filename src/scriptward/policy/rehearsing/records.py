"""What a rehearsal keeps of one time the journey was done. In memory only."""

from dataclasses import dataclass, field

from scriptward.lib.pictures import Picture
from scriptward.vocabulary.observations import Visit


@dataclass(frozen=True, kw_only=True, slots=True)
class StepDone:
    """One step of the journey."""

    line: int
    words: str
    """Action and place, without what was typed."""
    reason: str
    """Why it failed; empty where it went well."""
    page: str
    picture: Picture | None = field(default=None, repr=False)
    """The window behind it; None where none was taken."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """An uncaught exception or an error on the console, values masked."""

    uncaught: bool
    text: str
    url: str
    """Of the script or resource it is about; empty where nobody says."""
    page: str
    ours: bool = False
    """The guard itself failed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pass:
    """The journey, done once from its start to its end."""

    warm: bool
    """In a browser that did it before."""
    steps: tuple[StepDone, ...]
    troubles: tuple[Trouble, ...]
    visits: tuple[Visit, ...]
    """What was observed, without our own requests."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """All passes of one scan."""

    passes: tuple[Pass, ...]
    failures: tuple[str, ...] = ()
    """What kept it from being complete, steps apart."""

    def of(self, *, warm: bool) -> tuple[Pass, ...]:
        """The passes of one kind."""
        return tuple(one for one in self.passes if one.warm is warm)
