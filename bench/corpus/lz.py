"""LZ-string as browsers' sites send it: an LZW variant of JavaScript strings, written bit by bit.

PyPI's port is compared with nothing; this one is compared with the npm package by
`bench/corpus/lz_oracle.py`.
"""

from collections.abc import Iterable, Iterator

BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
URI = BASE64[:-1] + "-"


def to_base64(text: str) -> str:
    """`compressToBase64`."""
    letters = "".join(BASE64[six] for six in _groups(text, 6))
    return letters + "=" * (-len(letters) % 4)


def to_uri(text: str) -> str:
    """`compressToEncodedURIComponent`."""
    return "".join(URI[six] for six in _groups(text, 6))


def to_utf16(text: str) -> str:
    """`compressToUTF16`: 15 bits a character, above the control characters, and a space."""
    return "".join(chr(group + 32) for group in _groups(text, 15)) + " "


def to_units(text: str) -> tuple[int, ...]:
    """`compress`: 16-bit units, among them halves of surrogate pairs."""
    return tuple(_groups(text, 16))


def to_text(text: str) -> str:
    """`compress`, where its units make whole characters; `compressToUTF16` where they don't."""
    try:
        return to_bytes(text).decode("utf-16-be")
    except UnicodeDecodeError:
        return to_utf16(text)


def to_bytes(text: str) -> bytes:
    """`compressToUint8Array`: those units, high byte first."""
    return b"".join(unit.to_bytes(2, "big") for unit in to_units(text))


def _groups(text: str, width: int) -> Iterator[int]:
    """The stream cut into numbers of `width` bits; always at least one bit of filling."""
    bits = list(_bits(text))
    bits += [0] * (width - len(bits) % width)
    for start in range(0, len(bits), width):
        yield int("".join(map(str, bits[start : start + width])), 2)


def _bits(text: str) -> Iterator[int]:
    raw = text.encode("utf-16-le", "surrogatepass")
    units = [chr(raw[i] | raw[i + 1] << 8) for i in range(0, len(raw), 2)]
    if text:
        yield from _Writer().written(units)
        return
    yield from _lowest_first(2, 2)


class _Writer:
    """Dictionary and code width as they grow."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.unsaid: set[str] = set()
        self.width, self.room = 2, 2

    def written(self, units: Iterable[str]) -> Iterator[int]:
        """All codes, then the end mark."""
        phrase = ""
        for unit in units:
            if unit not in self.codes:
                self.codes[unit] = len(self.codes) + 3
                self.unsaid.add(unit)
            if phrase + unit in self.codes:
                phrase += unit
                continue
            yield from self._said(phrase)
            self.codes[phrase + unit] = len(self.codes) + 3
            phrase = unit
        yield from self._said(phrase)
        yield from _lowest_first(2, self.width)

    def _said(self, phrase: str) -> Iterator[int]:
        if phrase in self.unsaid:
            wide = ord(phrase) > 0xFF  # noqa: PLR2004  # one byte or two
            yield from _lowest_first(int(wide), self.width)
            yield from _lowest_first(ord(phrase), 16 if wide else 8)
            self._grow()
            self.unsaid.remove(phrase)
        else:
            yield from _lowest_first(self.codes[phrase], self.width)
        self._grow()

    def _grow(self) -> None:
        self.room -= 1
        if not self.room:
            self.room = 2**self.width
            self.width += 1


def _lowest_first(number: int, width: int) -> Iterator[int]:
    return (number >> place & 1 for place in range(width))
