"""Compressed bytes made plain, within a bound."""

import zlib

from scriptward.vocabulary.words import Encoding

_MOST = 2_000_000
"""Bytes of plain text that are made; a bomb ends there."""
_GZIP = b"\x1f\x8b"
_ZLIB = (b"x\x01", b"x\x9c", b"x\xda")


def inflated(data: bytes) -> tuple[bytes, tuple[Encoding, ...]]:
    """The plain bytes and the layer taken off; the bytes as they are where none is there.

    Of a stream that breaks off, what could be read. Of one that can't be read at all, nothing.
    """
    if data.startswith(_GZIP):
        return _read(data, 16 + zlib.MAX_WBITS), (Encoding.GZIP,)
    if data.startswith(_ZLIB):
        return _read(data, zlib.MAX_WBITS), (Encoding.ZLIB,)
    return data, ()


def is_compressed(data: bytes) -> bool:
    """Whether the bytes begin as gzip or zlib do."""
    return data.startswith((_GZIP, *_ZLIB))


def _read(data: bytes, bits: int) -> bytes:
    stream = zlib.decompressobj(bits)
    plain = bytearray()
    for start in range(0, len(data), 65_536):
        try:
            plain += stream.decompress(data[start : start + 65_536], _MOST - len(plain))
        except zlib.error:
            break
        if stream.eof or len(plain) >= _MOST:
            break
    return bytes(plain)
