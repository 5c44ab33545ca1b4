"""The body of a request, exactly as it left: text, bytes, files, blobs; within a budget."""

import base64
import binascii
import zlib
from dataclasses import dataclass, field

import msgspec

from scriptward.sources.scan import bounds
from scriptward.sources.scan.cdp import Connection, RefusedError
from scriptward.sources.scan.protocol import NetworkRequest

_WORTH, _SAVES = 512, 0.8
"""Bytes from which on a body is compressed, and what must be left of it at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """Bytes of a body, and whether there were more."""

    packed: bytes = field(default=b"", repr=False)
    """The bytes, compressed where that saves much: they are not looked at before the end."""
    is_packed: bool = False
    size: int = 0
    """Bytes as they left."""
    missing: bool = False

    @property
    def content(self) -> bytes:
        """The bytes as they left."""
        return zlib.decompress(self.packed) if self.is_packed else self.packed


class _Answer(msgspec.Struct, rename="camel"):
    post_data: str = ""
    base64_encoded: bool = False


def inline(request: NetworkRequest) -> Body | None:
    """The body that came with the event; None where it has to be asked for."""
    if not request.has_post_data:
        return Body()
    if request.post_data_entries and all(entry.bytes for entry in request.post_data_entries):
        return cut(b"".join(decoded(entry.bytes) for entry in request.post_data_entries))
    return None


async def asked(connection: Connection, session: str, request_id: str) -> Body:
    """The body by asking for it; missing where the page that knew it is gone."""
    try:
        answer = await connection.call(
            "Network.getRequestPostData",
            {"requestId": request_id},
            session=session,
            answer=_Answer,
        )
    except RefusedError:
        return Body(missing=True)
    if answer.base64_encoded:
        return cut(decoded(answer.post_data))
    return cut(answer.post_data.encode("utf-8", errors="replace"))


def decoded(text: str) -> bytes:
    """Bytes of base64 text; what isn't base64 is taken as it stands."""
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return text.encode("utf-8", errors="replace")


def cut(content: bytes) -> Body:
    """A body of these bytes, no longer than a budget."""
    missing, content = len(content) > bounds.BODY_BYTES, content[: bounds.BODY_BYTES]
    if len(content) >= _WORTH:
        packed = zlib.compress(content, 1)
        if len(packed) < len(content) * _SAVES:
            return Body(packed=packed, is_packed=True, size=len(content), missing=missing)
    return Body(packed=content, size=len(content), missing=missing)
