"""Addresses and names without what changes from build to build or visit to visit.

Home-made: no library knows which part of an address is a version, a hash or an id. It goes by
shapes, so a made-up part that looks like a word stays.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from scriptward.lib.bare_urls import bare_host

_VERSION = re.compile(
    r"(?<![a-z0-9])v?\d+(?:[._]\d+)+(?:-(?:alpha|beta|rc|next)[\w.]*)?(?!\w)", re.IGNORECASE
)
BUILT = re.compile(r"(?<=[-.])(?=[\w-]*[0-9_-]|[\w-]+[A-Z])[\w-]{8}(?=\.(?:m?js|css|html)$)")
"""A bundler's hash before the ending: `index-DdkLmqRs.js`."""
_RANDOM = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?<![a-z0-9])(?=[a-z]*\d)(?=\d*[a-z])[0-9a-f]{6,}(?![a-z0-9])"
    r"|(?<![a-z0-9])(?=[a-z]*[0-9])(?=[0-9]*[a-z])[a-z0-9]{8,}(?![a-z0-9])"
    r"|(?<![a-z0-9])v?\d+(?![a-z0-9])|\d{4,}",
    re.IGNORECASE,
)
_ID = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?<![a-z0-9])(?=[a-z]*\d+[a-z]+\d)[a-z0-9]{8,}(?![a-z0-9])|\d{4,}",
    re.IGNORECASE,
)
_WORD = "[A-Za-z0-9]{6,}+"
FOLDED = "…"
_SLOT = rf"(?:[A-Za-z0-9]{{0,40}}{FOLDED}[A-Za-z0-9]{{0,40}}|{_WORD})"
"""What may stand where a pattern has a random part: letters that touch one belong to it."""
_BESIDE = re.compile(
    rf"{FOLDED}(?=[a-z]*\d)[a-z0-9]+|(?<![a-z0-9])(?=[a-z]*\d)[a-z0-9]+{FOLDED}", re.IGNORECASE
)
"""Letters and digits that touch a random part belong to it."""
_RUN = re.compile(rf"{FOLDED}(?:[-._]?{FOLDED})+")
_LONGEST = 300
_MOST_PATTERNS = 50
_FIXED = 3
"""Characters that a pattern must have beside its random parts."""


def steady_path(path: str) -> str:
    """A path with `…` for versions, hashes, ids and numbers; query and fragment left out."""
    path = path[:_LONGEST].partition("?")[0].partition("#")[0]
    return "/".join(map(_steady_part, path.split("/"))) or "/"


def steady_address(url: str) -> str:
    """`host/path` of an address without what changes; empty for one without a host."""
    try:
        parts = urlsplit(url)
        host = bare_host(parts.hostname or "")
    except ValueError:
        return ""
    return f"{host}{steady_path(parts.path)}" if host else ""


def steady_selector(selector: str) -> str:
    """A field's selector or name with `…` for ids; `#addressLine2` stays as it is."""
    return _collapsed(_ID.sub(FOLDED, selector))


def steady_name(name: str) -> str:
    """A key's or cookie's name with `…` for its random parts."""
    return _collapsed(_RANDOM.sub(_unless_short, _VERSION.sub(FOLDED, name)))


def steady_names(names: Iterable[str]) -> dict[str, str]:
    """`{name: steady name}`, where a name that fits another's pattern is folded into it.

    A random part may be letters only: it is known by its siblings that are not.
    """
    steady = {name: steady_name(name) for name in names}
    texts = sorted(filter(_is_pattern, set(steady.values())))[:_MOST_PATTERNS]
    patterns = [(_pattern(text), text) for text in texts]
    return {name: _fitting(text, patterns) for name, text in steady.items()}


def fits(name: str, known: Iterable[str]) -> bool:
    """Whether a steady name is one of `known`, or fits the pattern of one, or one fits its own."""
    known = frozenset(known)
    if name in known:
        return True
    texts = sorted(filter(_is_pattern, known))[:_MOST_PATTERNS]
    return any(_pattern(text).fullmatch(name) for text in texts) or (
        _is_pattern(name) and any(map(_pattern(name).fullmatch, known))
    )


def _fitting(text: str, patterns: Iterable[tuple[re.Pattern[str], str]]) -> str:
    return next((to for pattern, to in patterns if pattern.fullmatch(text)), text)


def _is_pattern(text: str) -> bool:
    return FOLDED in text and len(text.replace(FOLDED, "")) >= _FIXED


def _pattern(text: str) -> re.Pattern[str]:
    parts = map(re.escape, text.split(FOLDED))
    return re.compile(_SLOT.join(parts))


def _steady_part(part: str) -> str:
    return _collapsed(_RANDOM.sub(FOLDED, _VERSION.sub(FOLDED, BUILT.sub(FOLDED, part))))


def _unless_short(match: re.Match[str]) -> str:
    """Short numbers of a name say which field it is (`address-2`), long ones are ids."""
    text = match.group()
    return text if text.isdigit() and len(text) < 4 else FOLDED  # noqa: PLR2004  # as above


def _collapsed(text: str) -> str:
    return _RUN.sub(FOLDED, _BESIDE.sub(FOLDED, text))
