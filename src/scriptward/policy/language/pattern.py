"""Patterns of a policy: `https://*.host/path/*/more/**`, `/path/**`, and for code in a page.

That is `inline:<sha256>` of its text, or `inline:/path/**#<sha256>`: in such pages of the site, by
its shape (`lib/code_shape`).

`*` is anything within one path segment, `**` any number of whole segments, `*.` before a host
any depth of sub-domain (not the host itself). Query and fragment don't take part. Home-made: the
standard library's `fnmatch` lets `*` cross a `/`, and neither it nor a regular expression is
bounded on hostile addresses; this one is quadratic at worst.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

INLINE = "inline:"
_HOST = re.compile(
    r"(\*\.)?[a-z0-9_]([a-z0-9_-]*)(\.[a-z0-9_-]+)*(:(\d{1,5}|\*))?|\[[0-9a-f:.]+\](:\d+)?"
)
_SHA256 = re.compile(r"[0-9a-f]{64}")
ADDRESSLESS = ("blob:", "data:", "javascript:")
"""Schemes of code that stands in no file of its own."""
DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


@dataclass(frozen=True, slots=True)
class Address:
    """A URL taken apart as patterns need it."""

    scheme: str
    host: str
    """Lower case, with `:port` where it is not the scheme's own."""
    segments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UrlPattern:
    """A pattern taken apart; empty scheme and host: a path on the site's own hosts."""

    text: str
    scheme: str
    host: str
    segments: tuple[str, ...]

    def matches(self, address: Address, *, own: bool) -> bool:
        """Whether the address is meant. `own`: its host is one of the site's own."""
        if self.host:
            schemes = (self.scheme, {"https": "wss", "http": "ws"}.get(self.scheme, ""))
            if address.scheme not in schemes or not host_matches(self.host, address.host):
                return False
        elif not own:
            return False
        return _glob(self.segments, address.segments, star="**", same=_segment_matches)


@lru_cache(maxsize=4096)
def address_of(url: str) -> Address | None:
    """A URL or an absolute path taken apart; None for what has no host and is no path."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if not host and not parts.path.startswith("/"):
        return None
    if port is not None and port != DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    return Address(parts.scheme, host, tuple((parts.path or "/").split("/")[1:]))


@lru_cache(maxsize=4096)
def url_pattern(text: str) -> UrlPattern:
    """The pattern taken apart. Raises ValueError that says what to write instead."""
    if any(mark in text for mark in "?#"):
        raise ValueError(
            "a pattern has no query and no fragment: leave out what follows `?` or `#`"
        )
    if text.startswith("/") and not text.startswith("//"):
        scheme, host, path = "", "", text
    else:
        scheme, mark, rest = text.partition("://")
        if not mark or scheme not in {"https", "http"}:
            raise ValueError("a pattern starts with `https://`, `http://`, `/` or `inline:`")
        host, slash, path = rest.partition("/")
        host, path = host.lower(), slash + path or "/"
        if problem := host_problem(host):
            raise ValueError(problem)
    segments = tuple(path.split("/")[1:])
    if any("**" in segment and segment != "**" for segment in segments):
        raise ValueError("`**` is a whole path segment, as in `/portal/**`; within one write `*`")
    return UrlPattern(text, scheme, host, segments)


def shaped(text: str) -> tuple[str, str] | None:
    """`(pattern of pages, digest of a shape)` of a pattern for code that is written anew."""
    if not text.startswith(f"{INLINE}/"):
        return None
    pages, _, digest = text.removeprefix(INLINE).partition("#")
    return pages, digest


def pattern_problem(text: str) -> str:
    """What is wrong with a pattern and what to write; empty if nothing is."""
    if (found := shaped(text)) is not None:
        pages, digest = found
        if not is_sha256(digest):
            return "`inline:/path#` takes the SHA-256 of a shape as 64 lower-case hex digits"
        return pattern_problem(pages)
    if text.startswith(INLINE):
        right = _SHA256.fullmatch(text.removeprefix(INLINE))
        return "" if right else "`inline:` takes the SHA-256 as 64 lower-case hex digits"
    try:
        url_pattern(text)
    except ValueError as error:
        return str(error)
    return ""


def host_problem(host: str) -> str:
    """What is wrong with a host of a policy; empty if nothing is."""
    if _HOST.fullmatch(host):
        return ""
    if "://" in host or "/" in host:
        return "a host has no scheme and no path: write `embed.acme.test`"
    if (spelt := _spelt(host)) and _HOST.fullmatch(spelt):
        return f"write it as browsers send it: `{spelt}`"
    return "a host is written as `embed.acme.test`, `*.acme.test` or `embed.acme.test:8443`"


def _spelt(host: str) -> str:
    """A host in lower case, in ASCII and without a last point; empty where it has no such form."""
    try:
        return host.rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        return ""


def host_matches(pattern: str, host: str) -> bool:
    """Whether a host (with `:port` where not the scheme's own) is meant by a policy's host."""
    name, _, port = host.partition(":") if not host.startswith("[") else (host, "", "")
    wanted, _, wanted_port = (
        pattern.partition(":") if not pattern.startswith("[") else (pattern, "", "")
    )
    if wanted_port not in ("*", port):
        return False
    return name.endswith(wanted[1:]) if wanted.startswith("*.") else name == wanted


@lru_cache(maxsize=4096)
def spellings(host: str) -> tuple[str, ...]:
    """Every policy's host that would match this one: what `host_matches` says, to look it up by."""
    if host.startswith("["):
        return (host,)
    name, colon, port = host.partition(":")
    parts = name.split(".")
    names = (name, *(f"*.{'.'.join(parts[at:])}" for at in range(1, len(parts))))
    return tuple(f"{one}{end}" for one in names for end in (colon + port, ":*"))


def is_sha256(text: str) -> bool:
    """Whether the text is a SHA-256 in lower-case hex."""
    return bool(_SHA256.fullmatch(text))


def _segment_matches(pattern: str, segment: str) -> bool:
    if "*" not in pattern:
        return pattern == segment
    return _glob(pattern, segment, star="*", same=str.__eq__)


def _glob(
    pattern: Sequence[str],
    text: Sequence[str],
    *,
    star: str,
    same: Callable[[str, str], bool],
) -> bool:
    """Whether `text` is `pattern` with any run of items for each `star`."""
    at, mark, resume = 0, -1, 0
    position = 0
    while position < len(text):
        if at < len(pattern) and pattern[at] == star:
            mark, resume = at, position
            at += 1
        elif at < len(pattern) and same(pattern[at], text[position]):
            at += 1
            position += 1
        elif mark >= 0:
            resume += 1
            at, position = mark + 1, resume
        else:
            return False
    return all(item == star for item in pattern[at:])
