"""A capture file as its entries, one at a time, as far as it goes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scriptward.sources.har.characters import HINT, Characters
from scriptward.sources.har.failures import Failures
from scriptward.sources.har.reader import Broken, Reader
from scriptward.vocabulary.errors import HarError

_KEPT = frozenset({"creator", "browser", "pages"})
_NEXT = re.compile(
    r"\}\s*+,\s*+(?=\{\s*+"
    r'"(?:startedDateTime|_[A-Za-z]++|pageref|request|response|cache|connection|serverIPAddress)"'
    r"\s*+:)"
)
"""Between two entries: nothing inside an entry begins with these names."""
_OVERLAP = 1_000
_GAP = re.compile(r"[ \t\n\r,]*+")
MOST = 5_000_000
"""Entries of one file that are read."""
_MOST_LEFT_OUT = 5_000
_WASTED = 500_000_000
"""Bytes of broken entries that are read in vain: entries that hold one another may be many."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One item of `log.entries`."""

    index: int
    line: int
    """Of the unpacked file, from 1."""
    found: object = field(repr=False)


class Document:
    """One file, read once from its start to its end; only one entry is in memory at a time."""

    def __init__(self, path: Path, *, read: Callable[[int], object] | None = None) -> None:
        """`read`: told how many bytes were read since it was last told."""
        self.path = path
        self.log: dict[str, object] = {}
        """`creator`, `browser` and `pages`, as far as `entries` came."""
        self.failures = Failures()
        self.count = 0
        """Entries so far, those that could not be read among them."""
        self._read = read
        self._lists = self._left_out = self._wasted = 0

    def entries(self) -> Iterator[Entry]:
        """The entries. Raises HarError where the file is no capture or not one can be read.

        What else is wrong is in `failures` afterwards.
        """
        with Characters(self.path, read=self._read) as characters:
            reader = Reader(characters)
            try:
                yield from self._document(reader, lambda: characters.failure)
            except Broken as broken:
                self._end(characters.failure, broken)
            else:
                if characters.failure:
                    self.failures.say(f"{self.path.name}: {characters.failure}")

    def _document(self, reader: Reader, failed: Callable[[], str]) -> Iterator[Entry]:
        start = reader.peek()
        if start != "{" and not failed():
            raise self._no_object(start, reader)
        for name in reader.members():
            if name == "log" and reader.peek() == "{":
                for inner in reader.members():
                    yield from self._member(inner, reader)
            else:
                yield from self._member(name, reader)
        if not self._lists:
            raise HarError("no capture: it has no log.entries", path=self.path, line=1, hint=HINT)
        if not self.count:
            self.failures.say(f"{self.path.name}: it has no entries: nothing was recorded")
        if reader.peek():
            raise reader.broken("more behind the end of the capture")

    def _no_object(self, start: str, reader: Reader) -> HarError:
        what = {"": "the file is empty", "[": "a JSON list, and no object with log.entries"}
        said = what.get(start, f"no JSON object at byte {reader.byte}")
        return HarError(f"no capture: {said}", path=self.path, line=reader.line, hint=HINT)

    def _member(self, name: str, reader: Reader) -> Iterator[Entry]:
        if name == "entries" and reader.peek() == "[":
            self._lists += 1
            if self._lists > 1:
                said = f"{self.path.name}: log.entries stands more than once"
                self.failures.say(said, kind="lists of entries")
            yield from self._items(reader)
        else:
            value = reader.value()
            if name in _KEPT:
                self.log[name] = value

    def _items(self, reader: Reader) -> Iterator[Entry]:
        reader.take("[")
        while (start := reader.peek(over=_GAP)) != "]":
            if start in {"", "}", ":"}:
                raise reader.broken("Expecting ',' or ']'")
            if self.count >= MOST:
                raise reader.broken(f"more than {MOST:,} entries")
            line = reader.line
            try:
                found = reader.value()
            except Broken as broken:
                self._resume(broken, reader)
            else:
                self.count += 1
                yield Entry(index=self.count - 1, line=line, found=found)
        reader.take("]")

    def _resume(self, broken: Broken, reader: Reader) -> None:
        """Go on with the next entry that can be told. Raises the error where there is none."""
        self._wasted += broken.cost
        lost = broken.ended or self._wasted > _WASTED or self._left_out >= _MOST_LEFT_OUT
        if lost or not reader.skip_to(_NEXT, overlap=_OVERLAP):
            raise broken
        self.failures.say(
            f"{self.path.name}: entry {self.count} was left out: {_placed(broken)}",
            kind="entries that were left out",
        )
        self.count += 1
        self._left_out += 1

    def _end(self, failure: str, broken: Broken) -> None:
        """Say that the file could not be read to its end. Raises HarError where nothing was."""
        said = f"{failure}, {_placed(broken)}" if failure else _placed(broken)
        kept = self.count - self._left_out
        if not kept:
            message = f"no capture: {said}"
            raise HarError(message, path=self.path, line=broken.line, hint=HINT) from broken
        self.failures.say(
            f"{self.path.name}: {said}; {kept} whole {'entry' if kept == 1 else 'entries'} kept,"
            f" up to byte {broken.start}"
        )


def _placed(broken: Broken) -> str:
    return f"{broken} at byte {broken.byte}, line {broken.line}"
