"""Base58 and base85: alphabets without a decoder in the standard library, or with several.

Home-made since a library decodes whole texts only: thousands of random ids are turned away by
their first bytes.
"""

import base64
import re
from collections.abc import Callable, Iterator
from functools import cache, partial

_BITCOIN = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGIT_OF = {character: digit for digit, character in enumerate(_BITCOIN)}
BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_VALUE_32 = {character: value for value, character in enumerate(BASE32)}
LONGEST_58 = 4_096
"""Characters of base58 that are read: the work grows with their square."""
_TOGETHER = 10
"""Digits that fit a machine's word."""
_LEADING = 11
"""Digits that say the first eight bytes."""
_RFC1924 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_Z85 = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
_GROUP = 1 << 32
"""Five characters stand for four bytes."""
_TO_DIGITS = bytes.maketrans(_RFC1924, bytes(range(85)))
_ZEROS = re.compile(rb"(?:z|[^z]{5})*+[^z]{0,4}")
_LONGEST_ZEROS = 1_000_000
"""Characters of a text with a `z`, which stands for five."""
_ADOBE = bytes(range(0x21, 0x76))
_ADOBE_TABLE = bytes.maketrans(_ADOBE, _RFC1924)
_ALPHABETS_85: tuple[tuple[bytes, dict[int, int], bytes | None], ...] = (
    (_RFC1924, {character: value for value, character in enumerate(_RFC1924)}, None),
    (
        _Z85,
        {character: value for value, character in enumerate(_Z85)},
        bytes.maketrans(_Z85, _RFC1924),
    ),
    (
        _ADOBE + b"z",
        {character: value for value, character in enumerate(_ADOBE)} | {ord("z"): 0},
        _ADOBE_TABLE,
    ),
)
"""(characters, their values, how to write it in the first); a `z` is four zero bytes in Adobe's."""


def base58(data: bytes) -> bytes:
    """Encoded in Bitcoin's alphabet, as IPFS and others use it."""
    number = int.from_bytes(data, "big")
    digits = bytearray()
    while number:
        number, digit = divmod(number, len(_BITCOIN))
        digits.append(_BITCOIN[digit])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return _BITCOIN[:1] * zeros + bytes(reversed(digits))


def is_base58(token: bytes) -> bool:
    """Whether all its characters are of that alphabet, and it is not too long."""
    return len(token) <= LONGEST_58 and not token.translate(None, _BITCOIN)


def head_of_base58(token: bytes) -> bytes:
    """The first bytes of what it stands for, mostly right: enough to turn noise away."""
    lead = 0
    for character in token[:_LEADING]:
        lead = lead * 58 + _DIGIT_OF[character]
    rest = len(token) - _LEADING
    if rest <= 0:
        return lead.to_bytes((lead.bit_length() + 7) // 8, "big")
    power, bits = _power(rest)
    number = lead * power
    size = (number.bit_length() + bits + 7) // 8
    return (number >> max(0, 8 * (size - 6) - bits)).to_bytes(8, "big")[-6:] if lead else b""


@cache
def _power(rest: int) -> tuple[int, int]:
    """58 to that power as (its first 64 bits, bits left out)."""
    power = 58**rest
    bits = max(0, power.bit_length() - 64)
    return power >> bits, bits


def head_of_base32(token: bytes) -> bytes:
    """The first five bytes of a token in upper case."""
    number = 0
    for character in token[:8]:
        number = number << 5 | _VALUE_32[character]
    return number.to_bytes(5, "big")


def unbase58(token: bytes) -> bytes:
    """What it stands for."""
    number = 0
    for at in range(0, len(token), _TOGETHER):
        small, group = 0, token[at : at + _TOGETHER]
        for character in group:
            small = small * 58 + _DIGIT_OF[character]
        number = number * 58 ** len(group) + small
    zeros = len(token) - len(token.lstrip(b"1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base85(data: bytes) -> tuple[bytes, ...]:
    """Encoded in each alphabet; Z85 has no name for what is not a multiple of four bytes."""
    usual = base64.b85encode(data)
    return usual, usual.translate(bytes.maketrans(_RFC1924, _Z85)), base64.a85encode(data)


def unbase85(text: bytes) -> Iterator[tuple[bytes, Callable[[], bytes]]]:
    """(first eight bytes, how to get all) in each alphabet that has all its characters."""
    for alphabet, values, table in _ALPHABETS_85:
        if text.translate(None, alphabet) or (len(text) % 5 == 1 and b"z" not in text):
            continue
        begin = text[:10].replace(b"z", b"!!!!!") if table is _ADOBE_TABLE else text
        first = second = 0
        for character in begin[:5]:
            first = first * 85 + values[character]
        for character in begin[5:10]:
            second = second * 85 + values[character]
        if first < _GROUP and second < _GROUP:
            head = (first << 32 | second).to_bytes(8, "big")
            yield head, partial(_whole_85, text, table)


def _whole_85(text: bytes, table: bytes | None) -> bytes:
    """All of it; nothing where a later group is over 2**32, or a `z` stands inside one.

    Groups are counted together, as places of eight bytes in one large number: a loop over them
    would take a second for a few megabytes.
    """
    if table is _ADOBE_TABLE and b"z" in text:
        if _ZEROS.fullmatch(text) is None or len(text) > _LONGEST_ZEROS:
            return b""
        text = text.replace(b"z", b"!!!!!")
    filled = -len(text) % 5
    digits = (text.translate(table) if table else text).translate(_TO_DIGITS) + b"\x54" * filled
    size = len(digits) // 5
    total = 0
    for place in range(5):
        lanes = bytearray(8 * size)
        lanes[7::8] = digits[place::5]
        total = total * 85 + int.from_bytes(lanes, "big")
    groups = total.to_bytes(8 * size, "big")
    if groups[3::8].strip(b"\0"):
        return b""
    out = bytearray(4 * size)
    for place in range(4):
        out[place::4] = groups[4 + place :: 8]
    return bytes(out[: 4 * size - filled])
