"""Digests of every form of every value, looked up by the first four bytes of them.

Sorted numbers in one array: 200 patients' 550,000 digests take 4.4 MB instead of 60. What matches
is made again and compared whole, so nothing is decided by four bytes alone.
"""

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from scriptward.analysis.leaks.packed import Packed
from scriptward.vocabulary.words import Encoding

Form = tuple[int, bytes]
"""Index of a value, one of its forms."""
_FUNCTIONS: tuple[tuple[Encoding, Callable[[bytes], bytes]], ...] = (
    (Encoding.SHA256, lambda text: hashlib.sha256(text).digest()),
    (Encoding.SHA1, lambda text: hashlib.sha1(text, usedforsecurity=False).digest()),
    (Encoding.MD5, lambda text: hashlib.md5(text, usedforsecurity=False).digest()),
    (Encoding.SHA512, lambda text: hashlib.sha512(text).digest()),
    (Encoding.SHA224, lambda text: hashlib.sha224(text).digest()),
    (Encoding.SHA384, lambda text: hashlib.sha384(text).digest()),
    (Encoding.SHA512_256, lambda text: hashlib.new("sha512_256", text).digest()),
    (Encoding.SHA3_256, lambda text: hashlib.sha3_256(text).digest()),
    (Encoding.SHA3_512, lambda text: hashlib.sha3_512(text).digest()),
    (Encoding.BLAKE2B, lambda text: hashlib.blake2b(text).digest()),
    (Encoding.BLAKE2B, lambda text: hashlib.blake2b(text, digest_size=32).digest()),
    (Encoding.BLAKE2S, lambda text: hashlib.blake2s(text).digest()),
    (Encoding.RIPEMD160, lambda text: hashlib.new("ripemd160", text).digest()),
)
ALGORITHMS = tuple(
    (encoding, digest)
    for encoding, digest in _FUNCTIONS
    if encoding.value in hashlib.algorithms_available
)
"""An OpenSSL may lack RIPEMD-160 or SHA-512/256."""
_TWOFOLD = (Encoding.MD5, Encoding.SHA1, Encoding.SHA256)
_MAKERS = dict(reversed(ALGORITHMS))
_CHAINS: tuple[tuple[Encoding, ...], ...] = (
    *((encoding,) for encoding, _ in ALGORITHMS),
    *((outer, inner) for inner in _TWOFOLD for outer in _TWOFOLD),
)
"""Outermost first: a SHA-256 of an MD5 in hex is `(sha256, md5)`."""
SIZES = frozenset({16, 20, 28, 32, 48, 64})
"""Bytes of a whole digest."""
HEX_SIZES = frozenset(2 * size for size in SIZES)
_PARTS = 64
"""They are sorted a part at a time: half a million numbers as objects would take 40 MB."""
KEPT = 8
"""Bytes of a digest at least: those cut to fewer are not believed."""
_KEY = 4
"""Bytes that are looked up."""


class Digests:
    """The digests of all forms, also twofold over hex."""

    def __init__(self, forms: Iterable[Form]) -> None:
        """`forms`: of every value."""
        self._values = array("I")
        texts: list[bytes] = []
        parts = [(array("I"), array("I")) for _ in range(_PARTS)]
        for index, (value, form) in enumerate(forms):
            self._values.append(value)
            texts.append(form)
            for chain, raw in enumerate(_every(form)):
                keys, order = parts[raw[0] * _PARTS >> 8]
                keys.append(_key(raw))
                order.append(index * len(_CHAINS) + chain)
        self._texts = Packed(texts)
        self._keys, self._order = array("I"), array("I")
        for keys, order in parts:
            places = sorted(range(len(keys)), key=keys.__getitem__)
            self._keys.extend(map(keys.__getitem__, places))
            self._order.extend(map(order.__getitem__, places))

    def of(self, raw: bytes) -> tuple[tuple[int, tuple[Encoding, ...]], ...]:
        """(value, chain) of each digest that is `raw`, or is cut off to it; each value once."""
        if len(raw) < KEPT or not self._keys:
            return ()
        key = _key(raw)
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return ()
        return self._compared(raw, key, at)

    def _compared(
        self, raw: bytes, key: int, at: int
    ) -> tuple[tuple[int, tuple[Encoding, ...]], ...]:
        found: dict[int, tuple[Encoding, ...]] = {}
        while at < len(self._keys) and self._keys[at] == key:
            form, chain = divmod(self._order[at], len(_CHAINS))
            value = self._values[form]
            if tuple(_every(self._texts[form]))[chain].startswith(raw):
                known = found.get(value)
                if known is None or len(_CHAINS[chain]) < len(known):
                    found[value] = _CHAINS[chain]
            at += 1
        return tuple(found.items())


def _every(text: bytes) -> Iterator[bytes]:
    """Digests in the order of the chains."""
    for _, digest in ALGORITHMS:
        yield digest(text)
    for inner in _TWOFOLD:
        in_hex = _MAKERS[inner](text).hex().encode()
        for outer in _TWOFOLD:
            yield _MAKERS[outer](in_hex)


def _key(raw: bytes) -> int:
    return int.from_bytes(raw[:_KEY], "big")
