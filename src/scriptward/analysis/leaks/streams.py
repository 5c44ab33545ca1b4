"""Compressed streams, opened with a limit on what comes out; cut-off ones give their beginning."""

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import brotli
import zstandard

from scriptward.analysis.leaks.budget import OUTPUT
from scriptward.analysis.leaks.text import has_controls, is_utf8
from scriptward.vocabulary.words import Encoding

_CHUNK = 65_536
_GLANCE = 4096
_HEAD = 256
_STORED, _FIXED, _DYNAMIC = 1, 3, {4, 5}
"""First bits of a raw deflate stream: a last block that is stored or has fixed codes; dynamic codes
(RFC 1951, 3.2)."""
_ONES = 0xFF
_SHORTEST_DYNAMIC = 30
_BROTLI = 11
"""Low bits of a brotli stream with the default window (RFC 7932, 9.1)."""
_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
SHORTEST = 14
"""Bytes from which a stream without magic is believed if it ends exactly with its field."""
_SHORTEST_TEXT = 5
_SHORTEST_OUT = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """What came out of a stream."""

    data: bytes = field(repr=False)
    encoding: Encoding
    complete: bool
    """False where the limit ended it."""
    used: int
    """Bytes of the input that were the stream."""


def magic(data: bytes) -> Encoding | None:
    """The format that the first bytes name; None if none does."""
    if data.startswith(_GZIP):
        return Encoding.GZIP
    if data.startswith(_ZLIB):
        return Encoding.ZLIB
    return Encoding.ZSTD if data.startswith(_ZSTD) else None


def magics(data: bytes) -> Iterator[int]:
    """Offsets behind the first byte where a stream may begin, in no order."""
    for sign in (_GZIP, _ZSTD, *_ZLIB):
        at = data.find(sign, 1)
        while at > 0:
            yield at
            at = data.find(sign, at + 1)


def opened(data: bytes, limit: int = OUTPUT) -> Opened | None:
    """The stream that begins with the first byte; None where there is none.

    `limit`: bytes that may come out. Streams without magic must end exactly where `data` does.
    """
    named = magic(data)
    if named is not None:
        return _OPENERS[named](data, limit)
    if len(data) < _SHORTEST_TEXT:
        return None
    if data[0] & 6 != 6:  # noqa: PLR2004  # a block type that is not one
        out = _bare(Encoding.DEFLATE, data, limit)
        if out is not None:
            return out
    return _bare(Encoding.BROTLI, data, limit)


def begins(data: bytes) -> bool:
    """Whether something comes out of the beginning of a stream; zstd gives nothing until later."""
    return data.startswith(_ZSTD) or opened(data, _GLANCE) is not None


def is_bare(data: bytes) -> bool:
    """Whether the bytes are a stream without magic, by opening its beginning."""
    if len(data) < _SHORTEST_TEXT:
        return False
    first = data[0]
    if first & 15 == _BROTLI and _believable(Encoding.BROTLI, data):
        return True
    block = first & 7
    if block == _FIXED or (block in _DYNAMIC and len(data) >= _SHORTEST_DYNAMIC):
        return _inflates(data) and _believable(Encoding.DEFLATE, data)
    if first == _STORED:
        length, inverted = data[1:3], data[3:5]
        return all(one ^ other == _ONES for one, other in zip(length, inverted, strict=True))
    return False


def _believable(encoding: Encoding, data: bytes) -> bool:
    return _bare(encoding, data, _GLANCE) is not None


def _bare(encoding: Encoding, data: bytes, limit: int) -> Opened | None:
    """The stream without magic that the bytes are, to their end."""
    out = _OPENERS[encoding](data, limit)
    for _ in range(3):  # zeros that may fill the last group of base85
        if out is not None or not data.endswith(b"\0"):
            break
        data = data[:-1]
        out = _OPENERS[encoding](data, limit)
    if out is None or not out.data:
        return None
    ended = not data[out.used :].strip(b"\0") or not out.complete
    return out if ended and _believed(data, out.data) else None


def _inflates(data: bytes) -> bool:
    """Whether its first bytes are deflate: nearly all noise ends here."""
    try:
        zlib.decompressobj(-15).decompress(data[:_HEAD], _HEAD)
    except zlib.error:
        return False
    return True


def _believed(data: bytes, out: bytes) -> bool:
    """Of a few bytes only what is text and more than went in."""
    if len(data) >= SHORTEST:
        return True
    return len(out) >= _SHORTEST_OUT and not has_controls(out) and is_utf8(out)


def _inflated(encoding: Encoding, wbits: int) -> Callable[[bytes, int], Opened | None]:
    def opener(data: bytes, limit: int) -> Opened | None:
        stream = zlib.decompressobj(wbits)
        parts: list[bytes] = []
        left, at = limit, 0
        while at < len(data) and left > 0 and not stream.eof:
            piece = data[at : at + _CHUNK]
            try:
                part = stream.decompress(piece, left)
            except zlib.error:
                break
            parts.append(part)
            left -= len(part)
            at += len(piece) - len(stream.unconsumed_tail)
        out = b"".join(parts)
        if not out and not stream.eof:
            return None
        used = at - len(stream.unused_data) if stream.eof else 0
        return Opened(data=out, encoding=encoding, complete=left > 0, used=used)

    return opener


def _unzstd(data: bytes, limit: int) -> Opened | None:
    reader = zstandard.ZstdDecompressor(max_window_size=1 << 25).stream_reader(
        io.BytesIO(data), read_across_frames=False
    )
    parts: list[bytes] = []
    left = limit
    while left > 0:
        try:
            part = reader.read(min(left, _CHUNK))
        except zstandard.ZstdError:
            break
        if not part:
            break
        parts.append(part)
        left -= len(part)
    if not parts:
        return None
    return Opened(data=b"".join(parts), encoding=Encoding.ZSTD, complete=left > 0, used=0)


def _unbrotli(data: bytes, limit: int) -> Opened | None:
    stream = brotli.Decompressor()
    parts: list[bytes] = []
    left, piece = limit, data
    while left > 0:
        try:
            part = stream.process(piece, output_buffer_limit=min(left, _CHUNK))
        except brotli.error:
            return None
        piece = b""
        parts.append(part)
        left -= len(part)
        if stream.is_finished() or (not part and stream.can_accept_more_data()):
            break
    complete = stream.is_finished()
    if not complete and left > 0:
        return None
    used = len(data) if complete else 0
    return Opened(data=b"".join(parts), encoding=Encoding.BROTLI, complete=complete, used=used)


_OPENERS: dict[Encoding, Callable[[bytes, int], Opened | None]] = {
    Encoding.GZIP: _inflated(Encoding.GZIP, 31),
    Encoding.ZLIB: _inflated(Encoding.ZLIB, 15),
    Encoding.DEFLATE: _inflated(Encoding.DEFLATE, -15),
    Encoding.ZSTD: _unzstd,
    Encoding.BROTLI: _unbrotli,
}
