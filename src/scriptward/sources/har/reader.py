"""JSON values one after another out of a text that is never whole in memory.

The values are read by the standard library's scanner; only the places between them are found here.
ijson (yajl) reads 187 MB/s and this 130, but ijson ends the file at the first NaN, control
character or stray byte, can't go on behind a broken value, and doesn't say at which byte it was.
"""

import json
import re
import sys
from collections.abc import Iterator

from scriptward.sources.har.characters import Characters

LARGEST = 128_000_000
"""Bytes in memory that one value may take as text."""
_MOST_MEMBERS = 10_000
_BLANK = re.compile(r"[ \t\n\r]*+")
_WORDS = ("true", "false", "null", "NaN", "Infinity", "-Infinity")
_NUMBERS = frozenset({".", "e", "E", "e+", "e-", "E+", "E-"})
"""What stands behind a number that was cut."""
_ESCAPE = 6
"""Characters of the longest escape, `\\u20ac`."""
_LONGEST_NUMBER = 300
"""Digits of an integer; a longer one is infinite where Python has no integer for it."""


class Broken(ValueError):  # noqa: N818  # a place, not a fault of ours
    """Here is no JSON; the reader stands at the start of the value that holds the place."""

    def __init__(
        self, message: str, *, start: int, byte: int, line: int, ended: bool = False
    ) -> None:
        """`start`: byte where the value begins. `byte`, `line`: the place, from 0 and from 1.

        `ended`: the file stops there.
        """
        super().__init__(message)
        self.start, self.byte, self.line, self.ended = start, byte, line, ended
        self.cost = byte - start
        """Bytes that were read in vain, at most."""


class Reader:
    """Reads values from the characters of a file, in order."""

    def __init__(self, characters: Characters) -> None:
        """`characters`: entered."""
        self._more = characters
        self._text, self._at = "", 0
        self._line, self._counted = 1, 0

    @property
    def byte(self) -> int:
        """Where the reader stands, from the start of the unpacked file."""
        return self._byte_of(self._at)

    @property
    def line(self) -> int:
        """The line it stands in, from 1."""
        return self._line_of(self._at)

    def peek(self, *, over: re.Pattern[str] = _BLANK) -> str:
        """The next character that is not blank, which is not taken; empty at the end.

        `over`: what else may stand before it; any number of characters, none among them.
        """
        while True:
            match = over.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill():
                return ""

    def take(self, wanted: str) -> bool:
        """Whether the next character is that one, which is then taken."""
        found = self.peek() == wanted
        self._at += found
        return found

    def value(self) -> object:
        """The next value. Raises Broken."""
        self.peek()
        while True:
            try:
                found, end = self._decoded()
            except json.JSONDecodeError as error:
                self._grow(error)
            except RecursionError:
                broken = self.broken("nested too deeply")
                broken.cost = len(self._text) - self._at  # the scanner doesn't say how far it came
                raise broken from None
            else:
                if end < len(self._text) or not self._fill():  # a number may go on
                    self._at = end
                    return found

    def members(self) -> Iterator[str]:
        """Names of the object that begins here; the value of each is to be read by the caller."""
        self._expect("{", "an object")
        count = 0
        while not self.take("}"):
            count += 1
            if count > _MOST_MEMBERS:
                raise self.broken(f"more than {_MOST_MEMBERS:,} names in an object")
            if self.peek() != '"':
                raise self.broken("Expecting a name in quotes")
            name = self.value()
            self._expect(":", "':'")
            yield str(name)
            if not self.take(",") and self.peek() != "}":
                raise self.broken("Expecting ',' or '}'")

    def skip_to(self, pattern: re.Pattern[str], *, overlap: int) -> bool:
        """Go to the end of the next match behind this place; whether there is one.

        `overlap`: characters that a match may take at most.
        """
        start = self._at + 1
        while True:
            match = pattern.search(self._text, start)
            if match:
                self._at = match.end()
                return True
            self._at = max(start, len(self._text) - overlap)
            if not self._fill():
                self._at = len(self._text)
                return False
            start = self._at

    def broken(self, message: str) -> Broken:
        """The error for this place."""
        ended = self.peek() == ""
        return Broken(
            "the file ends" if ended else message,
            start=self.byte,
            byte=self._more.read_size if ended else self.byte,
            line=self.line,
            ended=ended,
        )

    def _decoded(self) -> tuple[object, int]:
        """The value that begins here, and where it ends."""
        try:
            return _QUICK.raw_decode(self._text, self._at)
        except json.JSONDecodeError:
            raise
        except ValueError:  # more digits than Python makes an integer of
            return _CAREFUL.raw_decode(self._text, self._at)

    def _expect(self, character: str, what: str) -> None:
        if not self.take(character):
            raise self.broken(f"Expecting {what}")

    def _grow(self, error: json.JSONDecodeError) -> None:
        """Read more where the break may be the end of what was read. Raises Broken where not."""
        end = len(self._text)
        cut = self._is_cut(error)
        if cut and sys.getsizeof(self._text) > LARGEST:
            message = f"a value larger than {LARGEST // 10**6} MB"
            raise self.broken(message) from None
        if cut and self._fill(least=end - self._at):
            return
        place = end if cut else error.pos  # half a letter may stand behind the end
        raise Broken(
            "the file ends" if cut else error.msg.removesuffix(" at"),
            start=self.byte,
            byte=self._more.read_size if cut else self._byte_of(place),
            line=self._line_of(place),
            ended=cut,
        ) from None

    def _is_cut(self, error: json.JSONDecodeError) -> bool:
        """Whether more could follow what was read, so that the break is only its end."""
        tail = self._text[error.pos :].strip(" \t\n\r")
        if error.msg.startswith("Unterminated") or not tail:
            return True
        if "escape" in error.msg:
            return len(tail) <= _ESCAPE
        return tail in _NUMBERS or any(word.startswith(tail) for word in _WORDS)

    def _fill(self, *, least: int = 0) -> bool:
        """Read more, let go of what was read; whether there was more."""
        more = self._more.more(least)
        if more:
            self._line = self._line_of(self._at)
            self._text = self._text[self._at :] + more
            self._at = self._counted = 0
        return bool(more)

    def _byte_of(self, place: int) -> int:
        return self._more.size - self._more.length(self._text[place:])

    def _line_of(self, place: int) -> int:
        """Counted on from the last place that was asked for."""
        if place < self._counted:
            return self._line - self._text.count("\n", place, self._counted)
        self._line += self._text.count("\n", self._counted, place)
        self._counted = place
        return self._line


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) < _LONGEST_NUMBER else float("inf")


_QUICK = json.JSONDecoder(strict=False)
"""Makes integers without a call of ours, which took as long as all the rest of the scan."""
_CAREFUL = json.JSONDecoder(strict=False, parse_int=_integer)
