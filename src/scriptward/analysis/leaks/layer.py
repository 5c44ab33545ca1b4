"""One layer of a request: bytes at a place, and how they were reached from the layer outside."""

from collections.abc import Callable
from dataclasses import dataclass, field

from scriptward.vocabulary.words import Encoding, Where


@dataclass(slots=True, eq=False)
class Layer:
    """Bytes to search. Never stored: it holds what a person typed.

    Not frozen and made by position, since a request may make thousands; nobody changes one.
    """

    data: bytes = field(repr=False)
    where: Where
    label: str
    """First part of the path: `query`, `header.Referer`, `body`, `message[2]`."""
    parent: "Layer | None" = field(default=None, repr=False)
    start: int = 0
    """First byte of this layer's source in the parent."""
    end: int = 0
    chain: tuple[Encoding, ...] = ()
    """Encodings outermost first; containers are not among them."""
    depth: int = 0
    """Layers outside, containers among them."""
    place: int = 0
    """Where in the layer as sent this one begins."""
    transparent: bool = False
    """An unescaping: what stands in clear in the parent stands in clear here too."""
    opened: bool = False
    """A stream that was the whole parent: what stands in it is in here."""
    back: Callable[[int], int] | None = field(default=None, repr=False)
    """Offset here to offset in the parent; None where all comes from `start`."""
    step: str = ""
    """The path from the parent to here, where the parent is a container without text."""

    def child(
        self,
        data: bytes,
        chain: tuple[Encoding, ...],
        *,
        start: int = 0,
        end: int | None = None,
        transparent: bool = False,
        opened: bool = False,
        back: Callable[[int], int] | None = None,
        step: str = "",
    ) -> "Layer":
        """The layer inside: `data`, decoded by `chain` from `start` to `end` of this one."""
        return Layer(
            data,
            self.where,
            self.label,
            self,
            start,
            len(self.data) if end is None else end,
            self.chain + chain,
            self.depth + 1,
            start if self.parent is None else self.place,
            transparent,
            opened,
            back,
            step,
        )

    def before(self, start: int, reach: int) -> bytes:
        """Up to `reach` bytes before the place, or before this layer where it begins there."""
        layer: Layer | None = self
        while layer is not None:
            if start:
                return layer.data[max(0, start - reach) : start]
            start, layer = layer.start, layer.parent
        return b""

    def outward(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the parent."""
        if self.back is None:
            return self.start, self.end
        return self.back(start), self.back(end)
