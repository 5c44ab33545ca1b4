"""Content codings of HTTP, opened and closed again chunk by chunk (RFC 9110, section 8.4.1).

A page that its application compressed is opened, changed and compressed again. Asking the
application for plain pages instead would be simpler, and would send them uncompressed to everybody
behind a slow line.
"""

import zlib
from collections.abc import Callable
from typing import Protocol

import brotli
import zstandard

GZIP_LEVEL = 5
BROTLI_QUALITY = 4
ZSTD_LEVEL = 3
_GZIP = 31
_WRAPPED = 15
_RAW = -15
_DEFLATED = 8


class Coding(Protocol):
    """One body: decoded on one side, encoded on the other. Decoding errors are the library's."""

    def decoded(self, chunk: bytes) -> bytes:
        """What the chunk says."""
        ...

    def encoded(self, chunk: bytes) -> bytes:
        """All of the chunk, ready to be sent: nothing waits for the next."""
        ...

    def end(self) -> bytes:
        """The last bytes."""
        ...


class _Gzip:
    """Several members in a row are one body."""

    def __init__(self) -> None:
        self._open = zlib.decompressobj(_GZIP)
        self._close = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, _GZIP)

    def decoded(self, chunk: bytes) -> bytes:
        parts = []
        while chunk:
            parts.append(self._open.decompress(chunk))
            chunk = self._open.unused_data
            if self._open.eof:
                self._open = zlib.decompressobj(_GZIP)
        return b"".join(parts)

    def encoded(self, chunk: bytes) -> bytes:
        return self._close.compress(chunk) + self._close.flush(zlib.Z_SYNC_FLUSH)

    def end(self) -> bytes:
        return self._close.flush()


class _Deflate:
    """With zlib's wrapping as the standard has it, or raw as some servers send it."""

    def __init__(self) -> None:
        self._start = b""
        self._open: zlib._Decompress | None = None
        self._close = zlib.compressobj(GZIP_LEVEL)

    def decoded(self, chunk: bytes) -> bytes:
        if self._open is None:
            self._start += chunk
            if len(self._start) < 2:  # noqa: PLR2004  # zlib's header has two bytes
                return b""
            first = int.from_bytes(self._start[:2], "big")
            wrapped = self._start[0] & 15 == _DEFLATED and first % 31 == 0
            self._open = zlib.decompressobj(_WRAPPED if wrapped else _RAW)
            chunk = self._start
        return self._open.decompress(chunk)

    def encoded(self, chunk: bytes) -> bytes:
        return self._close.compress(chunk) + self._close.flush(zlib.Z_SYNC_FLUSH)

    def end(self) -> bytes:
        return self._close.flush()


class _Brotli:
    def __init__(self) -> None:
        self._open = brotli.Decompressor()
        self._close = brotli.Compressor(quality=BROTLI_QUALITY)

    def decoded(self, chunk: bytes) -> bytes:
        return bytes(self._open.process(chunk))

    def encoded(self, chunk: bytes) -> bytes:
        return bytes(self._close.process(chunk) + self._close.flush())

    def end(self) -> bytes:
        return bytes(self._close.finish())


class _Zstd:
    def __init__(self) -> None:
        self._open = zstandard.ZstdDecompressor().decompressobj(read_across_frames=True)
        self._close = zstandard.ZstdCompressor(level=ZSTD_LEVEL).compressobj()

    def decoded(self, chunk: bytes) -> bytes:
        return self._open.decompress(chunk)

    def encoded(self, chunk: bytes) -> bytes:
        begun = self._close.compress(chunk)
        return begun + self._close.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def end(self) -> bytes:
        return self._close.flush()


class _Identity:
    def decoded(self, chunk: bytes) -> bytes:
        return chunk

    def encoded(self, chunk: bytes) -> bytes:
        return chunk

    def end(self) -> bytes:
        return b""


CODINGS: dict[bytes, Callable[[], Coding]] = {
    b"": _Identity,
    b"identity": _Identity,
    b"gzip": _Gzip,
    b"x-gzip": _Gzip,
    b"deflate": _Deflate,
    b"br": _Brotli,
    b"zstd": _Zstd,
}
"""By the value of Content-Encoding in lower case; a row of two codings isn't one of them."""
PLAIN = frozenset({b"", b"identity"})
