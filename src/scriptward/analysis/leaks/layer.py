"""One layer of a request: bytes at a place, and how they were reached from the layer outside."""

from collections.abc import Callable
from dataclasses import dataclass, field

from scriptward.vocabulary.words import Encoding, Where


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Layer:
    """Bytes to search. Never stored: it holds what a person typed."""

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
    transparent: bool = False
    """An unescaping: what stands in clear in the parent stands in clear here too."""
    opened: bool = False
    """A stream that was the whole parent: what stands in it is in here."""
    back: Callable[[int], int] | None = field(default=None, repr=False)
    """Offset here to offset in the parent; None where all comes from `start`."""

    def child(
        self,
        data: bytes,
        encoding: Encoding | None,
        *,
        start: int = 0,
        end: int | None = None,
        transparent: bool = False,
        opened: bool = False,
        back: Callable[[int], int] | None = None,
    ) -> "Layer":
        """The layer inside: `data` decoded from `start` to `end` of this one."""
        return Layer(
            data=data,
            where=self.where,
            label=self.label,
            parent=self,
            start=start,
            end=len(self.data) if end is None else end,
            chain=self.chain if encoding is None else (*self.chain, encoding),
            depth=self.depth + 1,
            transparent=transparent,
            opened=opened,
            back=back,
        )

    def outward(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the parent."""
        if self.back is None:
            return self.start, self.end
        return self.back(start), self.back(end)

    @property
    def root(self) -> "Layer":
        """The layer as sent."""
        layer = self
        while layer.parent is not None:
            layer = layer.parent
        return layer
