"""Digests of every form of every value, looked up by their raw bytes."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scriptward.vocabulary.words import Encoding

ALGORITHMS: dict[Encoding, Callable[[bytes], bytes]] = {
    Encoding.SHA256: lambda text: hashlib.sha256(text).digest(),
    Encoding.SHA1: lambda text: hashlib.sha1(text, usedforsecurity=False).digest(),
    Encoding.MD5: lambda text: hashlib.md5(text, usedforsecurity=False).digest(),
    Encoding.SHA512: lambda text: hashlib.sha512(text).digest(),
    Encoding.SHA224: lambda text: hashlib.sha224(text).digest(),
    Encoding.SHA384: lambda text: hashlib.sha384(text).digest(),
    Encoding.SHA3_256: lambda text: hashlib.sha3_256(text).digest(),
    Encoding.SHA3_512: lambda text: hashlib.sha3_512(text).digest(),
    Encoding.BLAKE2B: lambda text: hashlib.blake2b(text).digest(),
    Encoding.BLAKE2S: lambda text: hashlib.blake2s(text).digest(),
}
"""Most common first: two that give the same bytes don't exist, so order is only for reading."""
_TWOFOLD = (Encoding.MD5, Encoding.SHA1, Encoding.SHA256)
SIZES = frozenset({16, 20, 28, 32, 48, 64})
"""Bytes of a digest that is looked up."""
HEX_SIZES = frozenset(2 * size for size in SIZES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """What a digest stands for."""

    value: int
    chain: tuple[Encoding, ...]
    """Outermost first: a SHA-256 of an MD5 in hex is `(sha256, md5)`."""


def digests(forms: Iterable[tuple[int, str]]) -> dict[bytes, tuple[Digest, ...]]:
    """`{raw digest: (what, …)}` of every (value's index, form), also twofold over hex."""
    table: dict[bytes, tuple[Digest, ...]] = {}
    for value, form in forms:
        for raw, chain in _of(form.encode("utf-8", errors="replace")):
            digest = Digest(value=value, chain=chain)
            known = table.get(raw, ())
            if all(other.value != value for other in known):
                table[raw] = (*known, digest)
    return table


def _of(text: bytes) -> Iterator[tuple[bytes, tuple[Encoding, ...]]]:
    for name, function in ALGORITHMS.items():
        raw = function(text)
        yield raw, (name,)
        if name in _TWOFOLD:
            in_hex = raw.hex().encode()
            for outer in _TWOFOLD:
                yield ALGORITHMS[outer](in_hex), (outer, name)
