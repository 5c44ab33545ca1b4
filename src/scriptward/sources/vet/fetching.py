"""The script to vet, from a file or an address, as it came: what is no script is refused here.

By urllib: one GET with a limit of time and bytes, no client of its own is worth it.
"""

import re
import time
import urllib.error
import urllib.request
import zlib
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import quote, urlsplit

from scriptward.vocabulary.errors import InputError, UnreachableError, UsageError

MOST_BYTES = 8_000_000
_WITHIN = 20.0
_IDLE = 10.0
_CHUNK = 65_536
_AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0.0.0 Safari/537.36"
)
FILE_HOST = "https://cdn.vetted.test"
"""Where a file is served from: a host that is not the page's."""
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml)\b", re.IGNORECASE)
_READ = 4_096
_NOT_FOUND = frozenset({400, 401, 403, 404, 405, 406, 410, 451})


def is_address(target: str) -> bool:
    """Whether it is meant as an address and not as a file."""
    return target.startswith(("http://", "https://"))


def address_of(target: str) -> str:
    """The address that pages have the script from."""
    return target if is_address(target) else f"{FILE_HOST}/{quote(Path(target).name)}"


def checked_address(url: str) -> str:
    """The address, if it is one a script can be served from. Raises UsageError."""
    try:
        parts = urlsplit(url)
        usable = is_address(url) and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(
            f"{url!r} is no address of a script",
            hint="give it whole, as https://cdn.example.test/tag.js",
        )
    return url


def code_of(target: str) -> bytes:
    """The bytes of a script. Raises InputError, UsageError, UnreachableError."""
    code = _fetched(checked_address(target)) if is_address(target) else _read(Path(target))
    if reason := _no_script(code):
        if is_address(target):
            raise UsageError(f"{target}: {reason}", hint="give the address of a script")
        raise InputError(reason, path=target, hint="give a file of JavaScript")
    return code


def _no_script(code: bytes) -> str:
    if not code.strip():
        return "is empty"
    if len(code) > MOST_BYTES:
        return f"is larger than {MOST_BYTES // 1_000_000} MB, too much for one script"
    if _MARKUP.match(code[:_READ]):
        return "is an HTML or XML document, not a script"
    if b"\0" in code:
        return "is binary, not a script"
    return ""


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InputError(
            getattr(error, "strerror", None) or "can't be read",
            path=path,
            hint="give a file of JavaScript, or an address with https://",
        ) from error


def _fetched(url: str) -> bytes:
    end = time.monotonic() + _WITHIN
    headers = {"User-Agent": _AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310  # checked to be http(s)
    try:
        with urllib.request.urlopen(request, timeout=_IDLE) as response:  # noqa: S310  # as above
            _check_type(url, response)
            code = _body(url, response, end)
    except urllib.error.HTTPError as error:
        error.close()
        _refuse(url, error.code)
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise UnreachableError(
            f"{url} can't be fetched: {reason or type(error).__name__}"
        ) from error
    return code


def _refuse(url: str, status: int) -> None:
    if status in _NOT_FOUND:
        raise UsageError(f"{url}: answered {status}, no script", hint="check the address")
    raise UnreachableError(f"{url} can't be fetched: it answered {status}")


def _check_type(url: str, response: HTTPResponse) -> None:
    kind = response.headers.get_content_type()
    if response.headers.get("Content-Type") and kind in {"text/html", "application/xhtml+xml"}:
        raise UsageError(
            f"{url}: is an HTML document, not a script", hint="give the address of a script"
        )


def _body(url: str, response: HTTPResponse, end: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while size <= MOST_BYTES and (part := response.read1(_CHUNK)):
        parts.append(part)
        size += len(part)
        if time.monotonic() > end:
            raise UnreachableError(f"{url} can't be fetched: not whole within {_WITHIN:g} s")
    body = b"".join(parts)
    if response.headers.get("Content-Encoding", "").lower() not in {"gzip", "x-gzip", "deflate"}:
        return body
    try:
        return zlib.decompressobj(wbits=47).decompress(body, MOST_BYTES + 1)
    except zlib.error as error:
        raise UnreachableError(f"{url} can't be read: its compression is broken") from error
