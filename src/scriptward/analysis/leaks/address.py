"""An address that may be stored: no query value, no fragment, no typed value in its path."""

import re

from scriptward.analysis.leaks.detect import Detector
from scriptward.lib.domains import registrable

_HIDDEN = "[…]"
_PARTS = re.compile(
    r"([A-Za-z][A-Za-z0-9+.-]{0,30}+:)?+(//[^/?#\\]*+)?+([^?#]*+)(\?[^#]*+)?+(#.*+)?+", re.DOTALL
)
_PAIRS = re.compile(r"([&;])")
_PORT = re.compile(r":\d{1,5}$")


def masked_url(url: str, detector: Detector, *, keep_paths: frozenset[str] = frozenset()) -> str:
    """The address with query values and fragment masked: `?email=[email]&id=[…]`.

    A value in the path is masked unless the user's own journey or command line states it;
    `keep_paths`: paths that stay as they are. Text of `data:` and `javascript:` is left out.
    """
    match = _PARTS.fullmatch(url)
    scheme, host, path, query, fragment = match.groups("") if match else ("", "", url, "", "")
    if not host and scheme.lower() in {"data:", "javascript:"}:
        return f"{scheme}{_HIDDEN}"
    if path not in keep_paths:
        path = detector.masked(
            "/".join(_segment(part, detector) for part in path.split("/")), stated=False
        )
    return (
        scheme
        + _masked_host(host, detector)
        + path
        + (f"?{_masked_pairs(query[1:], detector)}" if query else "")
        + (f"#{_masked_value(fragment[1:], detector)}" if fragment else "")
    )


def _segment(text: str, detector: Detector) -> str:
    kind = detector.named(text) if text else None
    return f"[{kind}]" if kind else text


def _masked_host(host: str, detector: Detector) -> str:
    """Names and passwords before an `@` left out; labels below the registered domain masked."""
    name = host.removeprefix("//").rpartition("@")[2]
    port = _PORT.search(name)
    bare = name[: port.start()] if port else name
    domain = registrable(bare.lower())
    below = bare[: len(bare) - len(domain)]
    kept = f"{detector.masked(below, stated=False)}{bare[len(below) :]}"
    return f"//{kept}{port.group() if port else ''}" if host else ""


def _masked_pairs(query: str, detector: Detector) -> str:
    return "".join(
        piece if piece in {"&", ";"} else _masked_pair(piece, detector)
        for piece in _PAIRS.split(query)
    )


def _masked_pair(pair: str, detector: Detector) -> str:
    key, equals, value = pair.partition("=")
    if not equals:
        return _masked_value(pair, detector)
    return f"{detector.masked(key)}={_masked_value(value, detector)}"


def _masked_value(value: str, detector: Detector) -> str:
    """The kinds it holds, or that there was something; nothing of what it was."""
    if not value:
        return ""
    kinds = detector.kinds_in(value)
    return "".join(f"[{kind}]" for kind in kinds) or _HIDDEN
