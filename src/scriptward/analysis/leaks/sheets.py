"""Layers side by side: one search and one pass of each decoder reads them all."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.text import PRINTABLE

SEPARATOR = b"\0"
"""Between joined layers; no pattern holds it."""
_PLAIN = PRINTABLE + SEPARATOR
ALONE = 65_536
"""Bytes from which a layer is read on its own: joining it would only copy it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Layers side by side, so that one search reads them all."""

    layers: Sequence[Layer]
    text: bytes = field(repr=False)
    starts: Sequence[int]

    def is_plain(self) -> bool:
        """Whether all layers are printable ASCII."""
        text = self.text
        return (
            text.isascii()
            and text.count(SEPARATOR) == len(self.layers) - 1
            and not text.translate(None, _PLAIN)
        )

    def at(self, offset: int) -> tuple[Layer, int]:
        """The layer that holds the byte there, and where it begins."""
        index = bisect_right(self.starts, offset) - 1
        return self.layers[index], self.starts[index]


def sheets(layers: Sequence[Layer]) -> Iterator[Sheet]:
    """Small layers on one sheet, each large one on its own."""
    small = [layer for layer in layers if len(layer.data) < ALONE]
    if small:
        starts, at = [], 0
        for layer in small:
            starts.append(at)
            at += len(layer.data) + len(SEPARATOR)
        yield Sheet(small, SEPARATOR.join([layer.data for layer in small]), starts)
    for layer in layers:
        if len(layer.data) >= ALONE:
            yield Sheet([layer], layer.data, [0])
