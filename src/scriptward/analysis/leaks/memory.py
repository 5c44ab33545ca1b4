"""What was found to mean nothing is not judged again: ids, keys and headers repeat in traffic."""

from collections.abc import Sequence

from scriptward.analysis.leaks.layer import Layer

_BYTES = 1_000_000
"""Of texts in each half of a memory."""
_EACH = 80
"""Bytes that an entry takes beside its text."""
_LAYER = 250
"""Bytes that a layer takes beside its data."""
_LARGEST = 16_384
"""Bytes of a part of a request and what is inside it: larger ones hardly come again."""


class Dull:
    """Texts that say nothing. Bounded by bytes; the older half goes when the newer is full."""

    def __init__(self) -> None:
        self._newer: set[bytes] = set()
        self._older: set[bytes] = set()
        self._size = 0

    def unknown(self, texts: set[bytes]) -> set[bytes]:
        """Those of the texts that are not known to say nothing."""
        left = texts - self._newer
        return left - self._older if left else left

    def knows(self, text: bytes) -> bool:
        """Whether the text is known to say nothing."""
        return text in self._newer or text in self._older

    def add(self, text: bytes) -> None:
        """The text says nothing."""
        self.update({text})

    def update(self, texts: set[bytes]) -> None:
        """The texts say nothing."""
        self._newer |= texts
        self._size += sum(map(len, texts)) + _EACH * len(texts)
        if self._size > _BYTES:
            self._older, self._newer, self._size = self._newer, set(), 0


class Parts:
    """Parts of requests that say nothing, each with the layers inside it. Bounded as `Dull` is."""

    def __init__(self) -> None:
        self._newer: dict[tuple[str, bytes], tuple[Layer, ...]] = {}
        self._older: dict[tuple[str, bytes], tuple[Layer, ...]] = {}
        self._size = 0

    def inside(self, root: Layer) -> tuple[Layer, ...] | None:
        """The layers that are inside such a part, outermost first; None if it isn't known."""
        key = root.label, root.data
        found = self._newer.get(key)
        return self._older.get(key) if found is None else found

    def add(self, root: Layer, inside: Sequence[Layer]) -> None:
        """The part says nothing, and neither does what is inside."""
        size = len(root.data) + sum([len(layer.data) for layer in inside])
        if size > _LARGEST:
            return
        self._newer[root.label, root.data] = tuple(inside)
        self._size += size + _EACH + _LAYER * (1 + len(inside))
        if self._size > _BYTES:
            self._older, self._newer, self._size = self._newer, {}, 0


class Memory:
    """A text that is no token may be a run of base85 all the same: each reading has its own."""

    def __init__(self) -> None:
        self.tokens = Dull()
        self.runs = Dull()
        self.headers = Dull()
        self.hosts = Dull()
        """Whose labels say nothing together either."""
        self.parts = Parts()
        """All others of a request."""
