"""LZ-string's writer, the way the page's own library packs: held to its real output by tests."""

_STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_ADDRESS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-$"


class _Bits:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.width, self.room = 2, 2
        self.new: set[str] = set()

    def number(self, value: int, size: int) -> None:
        self.out += [str(value >> place & 1) for place in range(size)]

    def spend(self) -> None:
        self.room -= 1
        if not self.room:
            self.room = 1 << self.width
            self.width += 1

    def word(self, word: str, words: dict[str, int]) -> None:
        if word in self.new:
            self.new.discard(word)
            wide = ord(word) >= 256
            self.number(1 if wide else 0, self.width)
            self.number(ord(word), 16 if wide else 8)
            self.spend()
        else:
            self.number(words[word], self.width)
        self.spend()


def _packed_bits(text: str) -> str:
    units = text.encode("utf-16-be", "surrogatepass")
    letters = [chr(units[at] << 8 | units[at + 1]) for at in range(0, len(units), 2)]
    words: dict[str, int] = {}
    bits, word = _Bits(), ""
    for letter in letters:
        if letter not in words:
            words[letter] = len(words) + 3
            bits.new.add(letter)
        if word + letter in words:
            word += letter
            continue
        bits.word(word, words)
        words[word + letter] = len(words) + 3
        word = letter
    if word:
        bits.word(word, words)
    bits.number(2, bits.width)
    return "".join(bits.out)


def _units(text: str, size: int) -> list[int]:
    """Numbers of that many bits; one more begins behind a last full one, as in the original."""
    bits = _packed_bits(text)
    bits += "0" * (size - len(bits) % size)
    return [int(bits[at : at + size], 2) for at in range(0, len(bits), size)]


def lz_base64(text: str) -> bytes:
    written = "".join(_STANDARD[unit] for unit in _units(text, 6))
    return (written + "=" * (-len(written) % 4)).encode()


def lz_address(text: str) -> bytes:
    return "".join(_ADDRESS[unit] for unit in _units(text, 6)).encode()


def lz_utf16(text: str) -> str:
    return "".join(chr(unit + 32) for unit in _units(text, 15)) + " "


def lz_bytes(text: str) -> bytes:
    return b"".join(unit.to_bytes(2, "big") for unit in _units(text, 16))
