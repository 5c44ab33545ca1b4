"""A capture file as characters, piece by piece: unpacked, and in whatever character set."""

import codecs
import gzip
import re
import zlib
from collections.abc import Callable
from io import BufferedIOBase, BufferedReader
from pathlib import Path
from types import TracebackType
from typing import Self

from scriptward.vocabulary.errors import HarError

HINT = "export it again as HAR with content, or give a .har or .har.gz file"
LARGEST = 2_000_000_000
"""Bytes that a packed capture may unpack to."""
PIECE = 1 << 20
_PACKED = b"\x1f\x8b"
_ARCHIVE = b"PK\x03\x04"
_STARTS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
)
"""Byte order marks, and text of two bytes a letter that has none."""
_ESCAPED = re.compile("[\udc80-\udcff]")
_LETTERS = {0xDC00 + byte: byte for byte in range(0x80, 0x100)}


class Characters:
    """The characters of one file; `more` gives the next of them. Raises HarError when entered.

    What is not UTF-8 is read as Latin-1, byte by byte, so a stray byte spoils one letter only.
    """

    def __init__(self, path: Path, *, read: Callable[[int], object] | None = None) -> None:
        """`read`: told how many bytes of the file were read since it was last told."""
        self.path = path
        self.failure = ""
        """Why the file could not be read to its end; empty where it could."""
        self._size = 0
        self.charset = "utf-8"
        self._told, self._read = 0, read
        self._packed = False
        self._start = b""

    def __enter__(self) -> Self:
        """Open the file and look at its first bytes."""
        try:
            self._file: BufferedReader = self.path.open("rb")
            start = self._file.peek(4)[:4]
        except OSError as error:
            message = error.strerror or "can't be read"
            raise HarError(message, path=self.path, hint=HINT) from error
        if start == _ARCHIVE:
            self._file.close()
            hint = "unpack it, and give the .har file that is in it"
            raise HarError("no capture: a zip archive", path=self.path, hint=hint)
        self._packed = start.startswith(_PACKED)
        packed = self._packed
        self._bytes: BufferedIOBase = gzip.GzipFile(fileobj=self._file) if packed else self._file
        self._begin()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._file.close()

    @property
    def read_size(self) -> int:
        """Bytes read so far, unpacked: the file's size once it is at its end."""
        return self._size

    @property
    def size(self) -> int:
        """Bytes given so far, unpacked."""
        return self._size - len(self._decoder.getstate()[0])

    def more(self, least: int = PIECE) -> str:
        """The next characters, of about `least` bytes; empty at the end."""
        while True:
            data = self._next(max(least, PIECE))
            if not data:
                return ""  # half a letter at a cut is no letter
            if text := self._decoder.decode(data):
                return self._mended(text)

    def length(self, text: str) -> int:
        """Bytes that these characters take in the file."""
        return len(text) if text.isascii() and self.charset == "utf-8" else self._measured(text)

    def _measured(self, text: str) -> int:
        return len(text.encode(self.charset, errors="replace"))

    def _begin(self) -> None:
        start = self._next(PIECE)
        for mark, charset in _STARTS:
            if start.startswith(mark):
                self.charset = charset
                start = start.removeprefix(mark) if mark[0] > 0x7F else start  # noqa: PLR2004  # a mark, no letter
                break
        wide = self.charset != "utf-8"
        errors = "replace" if wide else "surrogateescape"
        self._decoder = codecs.getincrementaldecoder(self.charset)(errors)
        self._start = start

    def _next(self, size: int) -> bytes:
        """Up to that many bytes, empty at the end."""
        if self._start:
            start, self._start = self._start, b""
            return start
        if self.failure:
            return b""
        try:
            data = self._bytes.read1(size)  # what came before a broken place is kept
        except EOFError:
            data, self.failure = b"", "the gzip file ends early"
        except (OSError, zlib.error):
            data, self.failure = (
                b"",
                "the gzip file is damaged" if self._packed else "can't be read",
            )
        self._size += len(data)
        if self._packed and self._size > LARGEST:
            self.failure = f"larger than {LARGEST // 10**9} GB when unpacked"
        self._tell()
        return data

    def _tell(self) -> None:
        if self._read:
            at = self._file.tell() if self._file.seekable() else self._size
            self._read(at - self._told)
            self._told = at

    def _mended(self, text: str) -> str:
        """Bytes that are no UTF-8 become the letters they are in Latin-1."""
        if text.isascii() or self.charset != "utf-8" or not _ESCAPED.search(text):
            return text
        self.charset = "latin-1"
        return text.translate(_LETTERS)
