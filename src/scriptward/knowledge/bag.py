"""Parameters of a request as one multimap, each with where it stood."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from scriptward.vocabulary.words import Encoding, Where

_INDEX = re.compile(r"\[(\d{1,6})\]\.?")
_MOST_ITEMS = 200
"""Events of one batch that are told apart; vendors send fifty at most."""
_MOST_SHARED = 200
"""Parameters outside a list that go with each of its items."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """One named value. In memory only: it may hold what a person typed."""

    name: str
    """As the vendor calls it; a step into a document is `.key` or `[0]`."""
    value: str = field(repr=False)
    where: Where
    path: str
    """Its place in the whole request: `query.dl`, `body.events[3].name`."""
    layers: tuple[Encoding, ...] = ()
    """What it was wrapped in, outermost first."""


@dataclass(frozen=True)
class Bag:
    """Parameters in the order they came; a name may come more than once."""

    parameters: tuple[Parameter, ...] = ()

    @cached_property
    def _by_name(self) -> dict[str, list[Parameter]]:
        names: dict[str, list[Parameter]] = {}
        for parameter in self.parameters:
            names.setdefault(parameter.name, []).append(parameter)
        return names

    def __contains__(self, name: str) -> bool:
        """Whether there is a parameter of that very name."""
        return name in self._by_name

    def __add__(self, other: "Bag") -> "Bag":
        """Both, those of this bag first."""
        return Bag(self.parameters + other.parameters)

    def all(self, *names: str) -> tuple[Parameter, ...]:
        """Those that hold something, in the order of `names`; a `*` in a name is any text."""
        found = (parameter for name in names for parameter in self.named(name))
        return tuple(parameter for parameter in found if parameter.value)

    def first(self, *names: str) -> Parameter | None:
        """The first of `all`."""
        return next(iter(self.all(*names)), None)

    def text(self, *names: str) -> str:
        """Value of the first of `all`; empty where there is none."""
        found = self.first(*names)
        return found.value if found else ""

    def each(self, prefix: str = "") -> "tuple[Bag, ...]":
        """A bag for each item of the list `prefix`, names from there on, with all outside it."""
        items: dict[str, list[Parameter]] = {}
        shared = []
        for parameter in self.parameters:
            index = _INDEX.match(parameter.name, len(prefix))
            if not (parameter.name.startswith(prefix) and index):
                shared.append(parameter)
            elif len(items) < _MOST_ITEMS or index[1] in items:
                items.setdefault(index[1], []).append(_renamed(parameter, index.end()))
        return tuple(Bag((*own, *shared[:_MOST_SHARED])) for own in items.values())

    def below(self, *names: str) -> "Bag":
        """All again, those below one of these names first and called from there on."""
        inside = [
            _renamed(parameter, len(name) + 1)
            for name in names
            for parameter in self.parameters
            if parameter.name.startswith(f"{name}.")
        ]
        return Bag((*inside, *self.parameters))

    def called(self, name: str, value: str, source: Parameter) -> "Bag":
        """All, and one more that was made of `source`."""
        made = Parameter(
            name=name,
            value=value,
            where=source.where,
            path=source.path,
            layers=source.layers,
        )
        return Bag((made, *self.parameters))

    def named(self, name: str) -> Iterable[Parameter]:
        """Those of one name, also empty ones; a `*` in it is any text."""
        if "*" not in name:
            return self._by_name.get(name, ())
        fits = _pattern(name).fullmatch
        return [each for each in self.parameters if fits(each.name)]


@lru_cache(maxsize=1_024)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(re.escape(name).replace(r"\*", ".*"), re.DOTALL | re.IGNORECASE)


def _renamed(parameter: Parameter, start: int) -> Parameter:
    return Parameter(
        name=parameter.name[start:],
        value=parameter.value,
        where=parameter.where,
        path=parameter.path,
        layers=parameter.layers,
    )
