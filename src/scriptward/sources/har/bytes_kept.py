"""The bytes behind a text that a tool made of them, rightly or wrongly."""

import base64
import binascii
import re

LOST = "\ufffd"
"""What stands where a tool could not decode, and let the byte go."""
_ESCAPED = re.compile("[\udc80-\udcff]")
_STREAMS = ("\x1f\x8b", "\x28\xb5\x2f\xfd", "x\x01", "x\x9c", "x\xda")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]++={0,2}+")
_TELLING = 64
"""Letters of base64 that are none by chance."""
_SIGNS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
"""Control characters, which text has not."""
_STARTS = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"x\x9c", b"PK")


def bytes_of(content: str, *, said: int = 0) -> bytes:
    """The bytes that were sent. `said`: their number, 0 where it isn't known.

    mitmproxy escapes bytes that are no text as half surrogates; others keep a string of bytes.
    A size alone doesn't tell these: Firefox and chrome-har count letters.
    """
    if content.isascii():
        return content.encode()
    if _ESCAPED.search(content):
        try:
            return content.encode("utf-8", errors="surrogateescape")
        except UnicodeEncodeError:
            return content.encode("utf-8", errors="replace")
    try:
        narrow = content.encode("latin-1")
    except UnicodeEncodeError:
        return content.encode("utf-8", errors="replace")
    counted = said == len(narrow) and _SIGNS.search(content)
    if counted or content.startswith(_STREAMS) or _is_utf8(narrow):
        return narrow
    return content.encode()


def decoded(content: str, *, said: int = 0) -> bytes | None:
    """Bytes of a text that is marked as base64; None where the mark lies.

    Short words are base64 by chance: they are taken for it only if size or content confirm it.
    """
    data = _unpacked(content)
    if data is None or said == len(data):
        return data
    if said and said == len(content.encode("utf-8", errors="replace")):
        return None
    sure = len(content) >= _TELLING or content.endswith("=") or data.startswith(_STARTS)
    return data if sure or _is_text(data) else None


def unmarked(content: str, *, said: int) -> bytes | None:
    """Bytes of a text that is base64 without a mark, told by its size alone; None where not."""
    if not said or len(content) < said or len(content) > said * 2 + 8:
        return None
    data = _unpacked(content)
    return data if data is not None and len(data) == said else None


def _unpacked(content: str) -> bytes | None:
    bare = "".join(content.split())
    if not _BASE64.fullmatch(bare):
        return None if bare else b""
    bare = bare.rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_text(data: bytes) -> bool:
    return _is_utf8(data) and not _SIGNS.search(data.decode())
