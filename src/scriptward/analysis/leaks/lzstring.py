"""LZ-string's format, as JavaScript packs storage and query strings with it.

Home-made since the package on PyPI has no limit on what comes out and doesn't stop at the first
impossible symbol, which is where random ids show themselves.
Source: the lz-string project's own description of its symbols (2013, pieroxy.net).
"""

from functools import cache

_STANDARD = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_ADDRESS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"
_UTF16_OFFSET = 32
_LEAST, _MOST = chr(_UTF16_OFFSET), chr(_UTF16_OFFSET + (1 << 15) - 1)
LONGEST = 1_000_000
"""Bytes that are read: each of their bits is a character here."""
_NARROW, _WIDE, _END = 0, 1, 2
"""Symbols: a character of 8 bits, one of 16, the end."""
_GLANCE = 48
"""Characters of a long token that are judged first."""
_GLANCE_TEXT = 4096
_SHORTEST = 4
_SURE = 6
"""Characters of strange text that are believed where nothing stands behind its end."""
_FILLING = 17
_USUAL = frozenset(map(chr, range(0x20, 0x7F)))


def from_token(token: bytes, limit: int) -> str | None:
    """Text of `compressToBase64` or `compressToEncodedURIComponent`; None if it is none."""
    alphabet = _ADDRESS if b"-" in token else _STANDARD
    if len(token) > LONGEST or token.translate(None, alphabet):
        return None
    bits = _bits_of(alphabet)
    if (
        len(token) > 2 * _GLANCE
        and not _Reading("".join(map(bits.__getitem__, token[:_GLANCE])), limit).runs_out()
    ):
        return None
    return _said(_Reading("".join(map(bits.__getitem__, token)), limit))


def from_utf16(text: str, limit: int) -> str | None:
    """Text of `compressToUTF16`: 15 bits a character, 32 added."""
    text = text.removesuffix(" ")  # stands behind each of them
    if not text or 2 * len(text) > LONGEST or min(text) < _LEAST or max(text) > _MOST:
        return None
    if len(text) > 2 * _GLANCE and not _Reading(_fifteen(text[:_GLANCE]), limit).runs_out():
        return None
    return _said(_Reading(_fifteen(text), limit))


def _fifteen(text: str) -> str:
    """The bits of all, by one subtraction: their units are places of a large number."""
    number = int.from_bytes(text.encode("utf-16-be"), "big")
    number -= int.from_bytes(_UTF16_OFFSET.to_bytes(2, "big") * len(text), "big")
    bits = bytearray(f"{number:0{16 * len(text)}b}".encode())
    del bits[::16]
    return bits.decode()


def from_units(text: str, limit: int) -> str | None:
    """Text of `compress`: 16 bits a character."""
    return from_bytes(text.encode("utf-16-be", "surrogatepass"), limit)


def from_bytes(data: bytes, limit: int) -> str | None:
    """Text of `compressToUint8Array`: the same, two bytes a character."""
    if len(data) > LONGEST or not may_be(data):
        return None
    return _said(_Reading(_bits(data), limit))


def _bits(data: bytes) -> str:
    return bin(int.from_bytes(b"\1" + data, "big"))[3:]


def may_be(data: bytes) -> bool:
    """Whether bytes are the pairs of `compressToUint8Array`, by their beginning."""
    if len(data) % 2 or len(data) < _SHORTEST:
        return False
    reading = _Reading(_bits(data[:_GLANCE]), _GLANCE_TEXT)
    if len(data) > _GLANCE:
        return reading.runs_out()
    return _said(reading) is not None


def _said(reading: "_Reading") -> str | None:
    """The text, if somebody may have written it: noise that unpacks is short and strange."""
    text = reading.text() or ""
    head = text[:_GLANCE_TEXT]
    if len(head) < _SHORTEST or len(set(head)) <= 2:  # noqa: PLR2004
        return None
    usual = sum(map(_USUAL.__contains__, head))
    sure = usual * 10 >= 8 * len(head) or (len(head) >= _SURE and reading.ends())
    return text if sure else None


@cache
def _bits_of(alphabet: bytes) -> dict[int, str]:
    return {character: f"{value:06b}" for value, character in enumerate(alphabet)}


class _Reading:
    """One pass over the symbols; numbers stand with their lowest bit first."""

    def __init__(self, bits: str, limit: int) -> None:
        self._bits = bits
        self._at = 0
        self._limit = limit

    def runs_out(self) -> bool:
        """Whether there's no impossible symbol before the bits end."""
        return self.text() is not None or self._at > len(self._bits)

    def text(self) -> str | None:
        """The text; None at the first symbol that can't be, or where the end is missing.

        Each new word makes room for one index fewer; symbols grow by a bit when there is none left.
        """
        first = self._character(self._number(2))
        if first is None or not (first.isprintable() or first in "\t\r\n\x1f"):
            return None
        words, out = ["", "", "", first], [first]
        last, width, room, size = first, 3, 4, 1
        while size <= self._limit:
            symbol = self._number(width)
            word: str | None = None
            if symbol == _END:
                return _joined(out)
            if symbol in {_NARROW, _WIDE}:
                word = self._character(symbol)
                words.append(word or "")
                room -= 1
                if not room:
                    room, width = 1 << width, width + 1
            elif symbol < len(words):
                word = words[symbol]
            elif symbol == len(words):
                word = last + last[0]
            if not word or self._at > len(self._bits):
                return None
            out.append(word)
            size += len(word)
            words.append(last + word[0])
            last = word
            room -= 1
            if not room:
                room, width = 1 << width, width + 1
        return _joined(out)

    def ends(self) -> bool:
        """Whether the bits end with the text, but for what fills the last character or pair."""
        return len(self._bits) - self._at < _FILLING and "1" not in self._bits[self._at :]

    def _number(self, size: int) -> int:
        """The next number; behind the end of the bits it is worth nothing."""
        start = self._at
        self._at = end = start + size
        return int(self._bits[start:end][::-1] or "0", 2)

    def _character(self, symbol: int) -> str | None:
        if symbol not in {_NARROW, _WIDE}:
            return None
        return chr(self._number(16 if symbol == _WIDE else 8))


def _joined(words: list[str]) -> str:
    """JavaScript's characters are halves of UTF-16 pairs."""
    text = "".join(words)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
