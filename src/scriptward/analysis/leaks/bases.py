"""Base58 and base85: alphabets without a decoder in the standard library, or with several.

Home-made since a library decodes whole texts only: thousands of random ids are turned away by
their first bytes.
"""

import base64
import re
from collections.abc import Sequence
from functools import cache

_BITCOIN = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGIT_OF = {character: digit for digit, character in enumerate(_BITCOIN)}
BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
HEX32_TO_BASE32 = bytes.maketrans(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", BASE32 + b"!!!!")
"""The alphabet that sorts as its bytes do (RFC 4648, 7) in that of base32."""
_VALUE_32 = {character: value for value, character in enumerate(BASE32)}
LONGEST_58 = 4_096
"""Characters of base58 that are read: the work grows with their square."""
_TOGETHER = 10
"""Digits that fit a machine's word."""
_LEADING = 11
"""Digits that say the first eight bytes."""
_RFC1924 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_Z85 = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
_TO_Z85 = bytes.maketrans(_RFC1924, _Z85)
_ZEROS = re.compile(rb"(?:z|[^z]{5})*+[^z]{0,4}")
_LONGEST_ZEROS = 1_000_000
"""Characters of a text with a `z`, which stands for five."""
SHORTEST_85 = 10
"""Characters that say the first eight bytes."""
_ADOBE = bytes(range(0x21, 0x76))


def _digits(alphabet: bytes) -> bytes:
    """For `bytes.translate`: what each character is worth; others too much for most groups."""
    return bytes(alphabet.find(byte) & 255 for byte in range(256))


_ALPHABETS_85: tuple[tuple[bytes, bytes], ...] = (
    (_RFC1924, _digits(_RFC1924)),
    (_Z85, _digits(_Z85)),
    (_ADOBE + b"z", _digits(_ADOBE)),
)
"""(characters, what they are worth); in Adobe's a `z` is four zero bytes."""
ALPHABETS_85 = range(len(_ALPHABETS_85))
_ADOBES = 2
FIRST_OF_LETTERS = tuple(
    frozenset([characters[0], *characters[10:42]]) for characters, _ in _ALPHABETS_85
)
"""What a text in each alphabet begins with, where its first byte is zero or a letter of ASCII."""
Z85 = 1
"""Its place among them: who fills it up to four bytes does so with zeros."""


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
    return usual, usual.translate(_TO_Z85), base64.a85encode(data)


def z85(data: bytes) -> bytes:
    """Encoded in ZeroMQ's alphabet, filled with zeros to a multiple of four bytes."""
    return base64.b85encode(data + bytes(-len(data) % 4)).translate(_TO_Z85)


def is_base85(text: bytes, alphabet: int) -> bool:
    """Whether all its characters are of that alphabet, and no group has only one."""
    if text.translate(None, _ALPHABETS_85[alphabet][0]):
        return False
    return len(text) % 5 != 1 or (alphabet == _ADOBES and b"z" in text)


def heads_of_base85(texts: Sequence[bytes], alphabet: int) -> tuple[bytes, bytes]:
    """(first eight bytes of each text, two bytes for each that are zero if its groups fit).

    All texts together, ten characters each: a loop over them would be the cost.
    """
    lead = b"".join([text[:SHORTEST_85] for text in texts])
    if alphabet == _ADOBES and b"z" in lead:
        spread = (text[:SHORTEST_85].replace(b"z", b"!!!!!")[:SHORTEST_85] for text in texts)
        lead = b"".join(spread)
    return _groups(lead.translate(_ALPHABETS_85[alphabet][1]))


def unbase85(text: bytes, alphabet: int) -> bytes:
    """All of it; nothing where it has other characters, or a group is over 2**32."""
    if not is_base85(text, alphabet):
        return b""
    if alphabet == _ADOBES and b"z" in text:
        if _ZEROS.fullmatch(text) is None or len(text) > _LONGEST_ZEROS:
            return b""
        text = text.replace(b"z", b"!!!!!")
    filled = -len(text) % 5
    out, over = _groups(text.translate(_ALPHABETS_85[alphabet][1]) + b"\x54" * filled)
    if over.strip(b"\0"):
        return b""
    return out[: len(out) - filled]


def _groups(digits: bytes) -> tuple[bytes, bytes]:
    """(four bytes for every five digits, a byte for each group that is zero where it fits them).

    Groups are counted together, as places of eight bytes in one large number: a loop over them
    would take a second for a few megabytes.
    """
    size = len(digits) // 5
    total = 0
    for place in range(5):
        lanes = bytearray(8 * size)
        lanes[7::8] = digits[place::5]
        total = total * 85 + int.from_bytes(lanes, "big")
    groups = total.to_bytes(8 * size, "big")
    out = bytearray(4 * size)
    for place in range(4):
        out[place::4] = groups[4 + place :: 8]
    return bytes(out), groups[3::8]
