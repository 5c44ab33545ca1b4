"""What a run of token characters may say: hex, base64, base32, base58, LZ-string, and digests.

Base64 in both alphabets, at any alignment, with or without padding. Most tokens are random ids, so
the gates come cheapest first.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from scriptward.analysis.leaks import bases, lzstring
from scriptward.analysis.leaks.budget import OUTPUT
from scriptward.analysis.leaks.digests import HEX_SIZES, KEPT, SIZES, Digests
from scriptward.analysis.leaks.gates import (
    BARE,
    CLASSES,
    DOCUMENT,
    DYNAMIC,
    HEAD,
    MAGIC,
    PACKED,
    TABLE,
    TEXT,
    WIDE,
    WINDOW,
    by_classes,
    flags_of,
    is_letters,
    says,
    says_something,
    shows_itself,
)
from scriptward.analysis.leaks.heads import ROTATE, URL_TO_STANDARD, Heads
from scriptward.analysis.leaks.text import PRINTABLE, is_plain
from scriptward.analysis.leaks.xored import Xored
from scriptward.vocabulary.words import Encoding

SHORTEST = 11
"""Characters of a token: what stands for fewer than eight bytes is searched as it is written."""
TOKEN = re.compile(rb"[A-Za-z0-9+/_-]{11,}+")
WRAPPED = re.compile(rb"(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{60,76}+\r?\n)++(?:[A-Za-z0-9+/]++)?+")
"""It can't fail behind its first line, so it is never tried from each of them."""
_HEX = b"0123456789abcdefABCDEF"
_HEX_ROTATED = _HEX.translate(ROTATE)
_MEDIA = (b"iVBORw0KGgo", b"/9j/", b"R0lGOD", b"d09GM", b"UklGR")
_DASH = 0x2D
_UUID = 36
_PREFIX = 8
"""Characters that a vendor puts before a digest, at most."""
_SHORTEST_HEX = min(HEX_SIZES)
_CUT_HEX = 2 * KEPT
_SHORT = 16
"""Characters under which nothing but a whole decoding says something."""
_TURNED = 12
"""Characters from which a token is also tried backwards and rotated."""
_TAIL = 32
_SIGNS = (b"H4sI", b"KLUv")
"""The magics of gzip and zstd in base64."""
_AS_BASE64 = TEXT | MAGIC | WIDE | BARE | DYNAMIC | DOCUMENT
"""LZ-string's own base64 says the same as base64 of its bytes."""
_AS_SHORT = TEXT | MAGIC | BARE | WIDE
"""What fewer than twelve bytes may be."""
_ONLY_LONG = WIDE | BARE | DOCUMENT | DYNAMIC | PACKED
"""What a few bytes can't be."""
_CUT_BASE64 = frozenset({11, 14, 16, 22, 27, 32})
"""Characters of a digest that was cut off to 8, 10, 12, 16, 20 or 24 bytes."""
_DIGEST_LENGTHS = _CUT_BASE64 | {length for length in range(20, 90) if length * 3 // 4 in SIZES}
_DIGESTS_58 = frozenset({21, 22, 27, 28, 38, 39, 43, 44, 65, 66, 87, 88})
"""Characters of a whole digest."""
_PLUS_TO_SLASH = bytes.maketrans(b"+", b"/")
_MOST_PIECES = 40
"""A path or a sentence has no more: it is base64 that was cut somewhere."""
_DIGESTS_85 = frozenset({20, 25, 35, 40, 60, 80})
_SHOWN_85 = re.compile(
    rb"(?:(?<![^|])(?:t|lk){4,8}l?|(?:zt){4}|(?:tz){4}|(?:zzzt){2}|(?:tzzz){2})(?=\|)"
)
"""Classes of eight bytes that are plain text, of one, two or four bytes a letter."""
_LONGEST_XORED = 4_096
_LONGEST_CUT = 24
"""Bytes of a digest that was cut off, at most."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Bytes that a token stands for."""

    data: bytes = field(repr=False)
    chain: tuple[Encoding, ...]
    """Outermost first."""
    value: int = -1
    """Of a digest: the value it stands for; else the bytes are a layer."""
    skipped: int = 0
    """Characters before it that belong to something else."""
    glued: bool = False
    """Only its end says something: what is before may be steps of a path."""


class Judge:
    """Says what tokens mean, with the digests that are known."""

    def __init__(self, digests: Digests, xored: Xored) -> None:
        self._digests = digests
        self._xored = xored

    def meanings(self, token: bytes) -> list[Meaning]:
        """What the token may stand for; mostly nothing."""
        return self.meant([token]).get(token, [])

    def meant(self, unknown: Iterable[bytes]) -> dict[bytes, list[Meaning]]:
        """What each of the tokens stands for; those that mean nothing are left out.

        Their heads are decoded together: a call for each of a thousand ids would be the cost.
        """
        found: dict[bytes, list[Meaning]] = {}
        mixed: list[bytes] = []
        for token in unknown:
            if not token.translate(None, _HEX):
                meanings = self._hex(token)
            elif token.isalpha() and (token.islower() or token.istitle()):
                meanings = self._base32(token)
            else:
                mixed.append(token)
                continue
            if meanings:
                found[token] = meanings
        if mixed:
            self._mixed(mixed, found)
            unsaid = [token for token in mixed if token not in found]
            if unsaid:
                found |= self._letters_in_base85(unsaid)
                self._under_a_key(unsaid, found)
        return found

    def _under_a_key(self, mixed: list[bytes], found: dict[bytes, list[Meaning]]) -> None:
        """Tokens whose bytes hold a value xored with some byte, in one search of them all."""
        asked = [token for token in mixed if _SHORT <= len(token) <= _LONGEST_XORED]
        asked = [token for token in asked if token not in found]
        whole = b"".join([token[: len(token) // 4 * 4] for token in asked])
        raw = binascii.a2b_base64(whole.translate(URL_TO_STANDARD))
        for value, start, _ in self._xored.found(raw):
            at = start
            for token in asked:
                size = len(token) // 4 * 3
                if at < size:
                    chain = (_alphabet(token), Encoding.XOR)
                    found.setdefault(token, []).append(Meaning(raw, chain, value))
                    break
                at -= size

    def _mixed(self, mixed: list[bytes], found: dict[bytes, list[Meaning]]) -> None:
        heads = Heads(mixed)
        for at, (token, flags) in enumerate(zip(mixed, heads.flags, strict=True)):
            long = len(token) >= _SHORT
            usual = _AS_BASE64 if long else _AS_SHORT
            if long and self._is_id(token):
                continue
            meanings: list[Meaning] = []
            if len(token) in _DIGEST_LENGTHS:
                meanings += self._looked_up(decoded(token), (_alphabet(token),))
            if long and not token[-_CUT_HEX:].translate(None, _HEX):
                meanings += self._prefixed_hex(token)
            if flags & usual:
                whole = decoded(token)
                if says(whole, flags & usual) or is_letters(whole):
                    meanings.append(Meaning(whole, (_alphabet(token),)))
            if not meanings:
                meanings += self._others(token, at, flags, heads)
            if meanings:
                found[token] = meanings

    @staticmethod
    def _is_id(token: bytes) -> bool:
        """A UUID, or the beginning of a picture or a font."""
        if len(token) == _UUID and token[8] == token[13] == token[18] == token[23] == _DASH:
            return True
        return token.startswith(_MEDIA)

    def _others(self, token: bytes, at: int, flags: int, heads: Heads) -> Iterator[Meaning]:
        size = len(token)
        if token.isupper() or token.islower():
            yield from self._base32(token)
        if flags & PACKED:
            text = lzstring.from_token(token, OUTPUT)
            if text:
                yield Meaning(text.encode("utf-8", "replace"), (Encoding.LZSTRING,))
            elif size >= _SHORT and (b"_" in token or b"-" in token):  # not of its own alphabets
                whole = decoded(token)
                if lzstring.may_be(whole):
                    yield Meaning(whole, (Encoding.BASE64URL,))
        if bases.is_base58(token) and (
            size in _DIGESTS_58 or flags_of(bases.head_of_base58(token))
        ):
            yield from self._bytes(bases.unbase58(token), (Encoding.BASE58,))
        if size >= _SHORT:
            yield from _glued(token, heads.ends.get(at, ()))
        if size >= _TURNED:
            yield from self._turned(token, at, heads)

    def _hex(self, token: bytes) -> list[Meaning]:
        size = len(token)
        found: list[Meaning] = []
        if size % 2 == 0:
            data = bytes.fromhex(token.decode())
            if size >= _CUT_HEX:
                found += self._looked_up(data, ())
            if says_something(data, _ONLY_LONG if size < _SHORT else 0):
                found.append(Meaning(data, (Encoding.HEX,)))
            elif size >= _SHORT and not found and not token.isdigit():
                found += self._hex_backwards(token)
        if size > _SHORTEST_HEX:
            for digest in HEX_SIZES:
                if digest < size <= digest + _PREFIX:
                    for part in (token[-digest:], token[:digest]):
                        found += self._looked_up(bytes.fromhex(part.decode()), ())
        return found

    def _hex_backwards(self, token: bytes) -> Iterator[Meaning]:
        data = bytes.fromhex(token[::-1].decode())
        yield from self._looked_up(data, (Encoding.REVERSE,))
        if shows_itself(data):
            yield Meaning(data, (Encoding.REVERSE, Encoding.HEX))

    def _prefixed_hex(self, token: bytes) -> Iterator[Meaning]:
        """A digest in hex behind a vendor's letters, `-` or `_`."""
        for size in HEX_SIZES:
            if size < len(token) <= size + _PREFIX and not token[-size:].translate(None, _HEX):
                yield from self._looked_up(bytes.fromhex(token[-size:].decode()), ())

    def _bytes(self, data: bytes, chain: tuple[Encoding, ...]) -> Iterator[Meaning]:
        """A digest, or a layer if it says something."""
        if len(data) in SIZES or KEPT <= len(data) <= _LONGEST_CUT:
            yield from self._looked_up(data, chain)
        if says_something(data):
            yield Meaning(data, chain)

    def in_base85(self, runs: Sequence[bytes]) -> dict[bytes, list[Meaning]]:
        """What runs of those alphabets stand for, with or without a frame; others are left out."""
        found: dict[bytes, list[Meaning]] = {}
        whole = {run: run.removeprefix(b"<~").removesuffix(b"~>") for run in runs}
        asked = [
            (run, inside)
            for run, inside in whole.items()
            if len(inside) >= bases.SHORTEST_85 and b"://" not in inside
        ]
        for alphabet in bases.ALPHABETS_85:
            mine = [each for each in asked if bases.is_base85(each[1], alphabet)]
            if not mine:
                continue
            heads, over = bases.heads_of_base85([inside for _, inside in mine], alphabet)
            classes = heads.translate(CLASSES)
            for at, (run, inside) in enumerate(mine):
                if over[2 * at] or over[2 * at + 1]:
                    continue
                place, size = 8 * at, len(inside)
                flags = TABLE[heads[place] << 8 | heads[place + 1]]
                shown = by_classes(classes[place : place + HEAD])
                if shown and by_classes(classes[place + 2 : place + 8].lstrip(b"k")):
                    flags |= shown
                if size < _SHORT:
                    flags &= TEXT | MAGIC | BARE | PACKED
                if flags or size in _DIGESTS_85:
                    meanings = self._of_base85(inside, alphabet)
                    if meanings:
                        found[run] = found.get(run, []) + meanings
        return found

    def _of_base85(self, text: bytes, alphabet: int) -> list[Meaning]:
        data, chain = bases.unbase85(text, alphabet), (Encoding.BASE85,)
        if alphabet != bases.Z85 or not data.endswith(b"\0"):
            return list(self._bytes(data, chain)) if data else []
        whole = data.rstrip(b"\0")
        filled = len(data) - len(whole) < 4  # noqa: PLR2004  # so far
        if filled and is_plain(whole):
            data = whole
        said = list(self._bytes(data, chain))
        return said if said or not filled else list(self._bytes(whole, chain))

    def _letters_in_base85(self, tokens: Sequence[bytes]) -> dict[bytes, list[Meaning]]:
        """What tokens stand for that have no mark of base85: text, also of two bytes or four each.

        Ids have none either, so only what shows itself at once is decoded.
        """
        found: dict[bytes, list[Meaning]] = {}
        for alphabet in bases.ALPHABETS_85:
            first = bases.FIRST_OF_LETTERS[alphabet]
            mine = [t for t in tokens if t[0] in first and bases.is_base85(t, alphabet)]
            if not mine:
                continue
            heads, over = bases.heads_of_base85(mine, alphabet)
            parted = bytearray(b"|" * (9 * len(mine)))
            classes = heads.translate(CLASSES)
            for place in range(8):
                parted[place::9] = classes[place::8]
            for match in _SHOWN_85.finditer(parted):
                at = match.start() // 9
                if over[2 * at] or over[2 * at + 1]:
                    continue
                meanings = self._of_base85(mine[at], alphabet)
                if meanings:
                    found[mine[at]] = found.get(mine[at], []) + meanings
        return found

    def _looked_up(self, raw: bytes, chain: tuple[Encoding, ...]) -> Iterator[Meaning]:
        for value, digest in self._digests.of(raw):
            yield Meaning(raw, chain + digest, value)

    def _base32(self, token: bytes) -> list[Meaning]:
        token = token.upper()
        for own in (token, token.translate(bases.HEX32_TO_BASE32)):
            if not own.translate(None, bases.BASE32) and (meanings := self._of_base32(own)):
                return meanings
        return []

    def _of_base32(self, token: bytes) -> list[Meaning]:
        size = len(token) * 5 // 8
        if not flags_of(bases.head_of_base32(token)) and size not in SIZES:
            return []
        usable = token[: len(token) - (len(token) % 8 in {1, 3, 6})]
        data = base64.b32decode(usable + b"=" * (-len(usable) % 8))
        return list(self._bytes(data, (Encoding.BASE32,)))

    def _turned(self, token: bytes, at: int, heads: Heads) -> Iterator[Meaning]:
        """Backwards and rotated: only what shows itself at once."""
        if at in heads.backwards:
            back = token[::-1]
            if shows_itself(decoded(back[:WINDOW])):
                yield Meaning(decoded(back), (Encoding.REVERSE, _alphabet(back)))
        if at in heads.rotated:
            rotated = token.translate(ROTATE)
            if shows_itself(decoded(rotated[:WINDOW])):
                yield Meaning(decoded(rotated), (Encoding.ROT13, _alphabet(rotated)))
        elif not token.translate(None, _HEX_ROTATED) and len(token) % 2 == 0:
            data = bytes.fromhex(token.translate(ROTATE).decode())
            yield from self._looked_up(data, (Encoding.ROT13,))
            if shows_itself(data):
                yield Meaning(data, (Encoding.ROT13, Encoding.HEX))


def pieces(token: bytes) -> Iterator[tuple[int, bytes]]:
    """(offset, piece) between slashes and pluses, which may be steps of a path and spaces."""
    if token.count(b"/") + token.count(b"+") > _MOST_PIECES:
        return
    at = 0
    for piece in token.translate(_PLUS_TO_SLASH).split(b"/"):
        if SHORTEST <= len(piece) < len(token):
            yield at, piece
        at += len(piece) + 1


def _glued(token: bytes, ends: Iterable[int]) -> Iterator[Meaning]:
    """Text or a stream behind some characters that are none of it.

    `ends`: how many characters before the token's end a group of four ends in text.
    """
    for left in ends:
        cut = (len(token) - left) % 4
        if _ends_in_text(token, cut):
            tail = token[cut:]
            yield Meaning(decoded(tail), (_alphabet(tail),), skipped=cut, glued=True)
    for sign in _SIGNS:
        at = token.find(sign, 1)
        if at > 0:
            yield Meaning(decoded(token[at:]), (_alphabet(token[at:]),), skipped=at)


def _ends_in_text(token: bytes, cut: int) -> bool:
    """Whether the end decodes to text when the groups of four are counted from `cut`."""
    start = cut + max(0, (len(token) - cut - _TAIL) // 4 * 4)
    end = decoded(token[start:])
    return len(end.translate(None, PRINTABLE)) * 10 <= len(end)


def _alphabet(token: bytes) -> Encoding:
    if b"-" in token or b"_" in token:
        return Encoding.BASE64URL
    if len(token) % 4 == 0 or b"+" in token or b"/" in token:
        return Encoding.BASE64
    return Encoding.BASE64URL


def padded(chain: tuple[Encoding, ...]) -> tuple[Encoding, ...]:
    """The chain of a token that an `=` follows: its base64 is the padded one."""
    return tuple(
        Encoding.BASE64 if encoding is Encoding.BASE64URL else encoding for encoding in chain
    )


def decoded(token: bytes) -> bytes:
    """A token of base64 in either alphabet, without padding."""
    left = len(token) & 3
    if left == 1:
        token = token[:-1]
    elif left:
        token += b"==" if left == 2 else b"="  # noqa: PLR2004  # a group has four
    return binascii.a2b_base64(token.translate(URL_TO_STANDARD))
