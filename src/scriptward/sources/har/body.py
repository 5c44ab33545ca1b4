"""What a request carried, from what the capture tool kept of it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote_plus

from scriptward.sources.har.bytes_kept import LOST, bytes_of, decoded, unmarked
from scriptward.sources.har.fields import items, mapping, number, pairs, text, written

_BOUNDARY = "scriptward-boundary"
_QUOTED = re.compile(r"(?:[^%&=+\s]|%[0-9A-Fa-f]{2}|\+)*+")
_PACKING = 64
"""Bytes by which a packed body may be larger than what was unpacked from it."""


@dataclass(frozen=True, kw_only=True)
class Body:
    """Bytes of a request's body, and whether some are missing."""

    data: bytes = field(repr=False)
    missing: bool = False


def body_of(request: Mapping[str, object], headers: Mapping[str, str]) -> Body:
    """The body. `headers`: of the request, names in lower case."""
    posted = _posted(request)
    content = written(posted.get("text"))
    said = max(number(request.get("bodySize")), number(headers.get("content-length")))
    if content:
        return _of_text(content, posted, headers, said=said)
    kind = text(posted.get("mimeType")) or headers.get("content-type", "")
    if items(posted.get("params")) or mapping(posted.get("params")):
        return Body(data=_joined(posted.get("params"), kind.lower()), missing=_left_out(posted))
    return Body(data=b"", missing=said > 0 or _left_out(posted) or _left_out(request))


def _posted(request: Mapping[str, object]) -> Mapping[str, object]:
    """HTTP Toolkit keeps what is no text in `_content`; some converters give the text itself."""
    found = request.get("postData")
    posted = {"text": found} if isinstance(found, str) else mapping(found)
    if not posted.get("text") and mapping(request.get("_content")).get("text"):
        return {**posted, **mapping(request.get("_content"))}
    return posted


def _left_out(found: Mapping[str, object]) -> bool:
    """Whether the tool says that it kept the body elsewhere (Playwright), or not (Firefox)."""
    keys = ("_file", "_sha1", "_requestBodyStatus")
    return any(map(found.get, keys)) or bool("mimeType" in found and found.get("comment"))


def _of_text(
    content: str, posted: Mapping[str, object], headers: Mapping[str, str], *, said: int
) -> Body:
    marked = text(posted.get("encoding")).lower() == "base64"
    size = number(posted.get("size")) or said
    data = decoded(content, said=size) if marked else unmarked(content, said=size)
    if data is not None:
        return Body(data=data, missing=len(data) + 2 < said)  # some count the line behind a body
    data = bytes_of(content, said=size)
    room = _PACKING if "content-encoding" in headers else 0
    size = max(len(content), len(data), len(content.encode("utf-8", errors="replace")))
    return Body(data=data, missing=LOST in content or size + room < said)


def _joined(params: object, kind: str) -> bytes:
    """The body that these parts were read from."""
    rows = [mapping(item) for item in items(params)]
    if "multipart" in kind:
        parts = "".join(_part(row) for row in rows)
        whole = f"{parts}--{_BOUNDARY}--\r\n"
    elif "json" in kind:
        whole = f"{{{', '.join(_member(row) for row in rows)}}}"
    else:
        whole = "&".join(f"{_form(name)}={_form(value)}" for name, value in pairs(params))
    return bytes_of(whole)


def _part(row: Mapping[str, object]) -> str:
    file = text(row.get("fileName"))
    return (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{written(row.get("name"))}"'
        + (f'; filename="{file}"' if file else "")
        + f"\r\n\r\n{written(row.get('value'))}\r\n"
    )


def _member(row: Mapping[str, object]) -> str:
    """chrome-har takes a JSON body to pieces; values may be objects again."""
    name = json.dumps(written(row.get("name")), ensure_ascii=False)
    value = row.get("value")
    shown = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else written(value)
    return f"{name}: {shown or 'null'}"


def _form(part: str) -> str:
    """Some tools keep the parts as they were encoded."""
    return part if "%" in part and _QUOTED.fullmatch(part) else quote_plus(part, errors="replace")
