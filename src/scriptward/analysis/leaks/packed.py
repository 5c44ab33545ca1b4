"""Many short texts in one string: as objects of their own each would take 33 bytes more."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise


class Packed:
    """Texts by their index."""

    def __init__(self, texts: Iterable[bytes] = ()) -> None:
        """`texts`: in order; they may be made one by one."""
        self._ends = array("I", [0])
        whole = bytearray()
        for text in texts:
            whole += text
            self._ends.append(len(whole))
        self._whole = bytes(whole)

    def __len__(self) -> int:
        """Number of texts."""
        return len(self._ends) - 1

    def __getitem__(self, index: int) -> bytes:
        """The text at that index, counted from the first one."""
        return self._whole[self._ends[index] : self._ends[index + 1]]

    def __iter__(self) -> Iterator[bytes]:
        """All of them, in order."""
        return (self._whole[start:end] for start, end in pairwise(self._ends))
