"""Addresses as patterns: what changes with each build or each server becomes `*`."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from scriptward.analysis.behaviour_steady import BUILT
from scriptward.lib.domains import is_address, registrable
from scriptward.policy.language.matching import Code
from scriptward.policy.language.pattern import (
    ADDRESSLESS,
    address_of,
    host_matches,
    is_sha256,
    pattern_problem,
)

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_VERSION = re.compile(r"v?[0-9]{1,4}(?:\.[0-9]{1,6}){2,3}(?:-[a-z]+(?:\.[0-9]+)*)?")
"""A folder for a release, which a vendor moves by itself. A number of two parts names an interface,
and one in a file's name the site chose: they stay."""
_PIECES = re.compile(r"([.\-_~])")
_HEX = re.compile(r"(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{8,}")
_STAMP = re.compile(r"[0-9]{9,}")
_MIXED = re.compile(r"(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])[0-9A-Za-z]{8,}")
_MASKED = re.compile(r"\[[^\]]*\]|…")
_NUMBERED = re.compile(r"[0-9]+")
_SHARD = re.compile(r"(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{4,}|[0-9]*(?:[a-z]+[0-9]+){2,}[a-z]*")
"""A label that names a server and nothing else: hex, or letters and digits in turn."""
_RANDOM_LABEL = re.compile(r"(?=.*[0-9])(?=.*[a-z])[a-z0-9]{10,}")
_STARS = re.compile(r"\*+(?:[.\-_~]?\*+)*")


def script_pattern(url: str) -> str:
    """The pattern for a script's address; empty where none can be written."""
    address = address_of(url)
    if address is None or address.scheme not in {"http", "https"}:
        return ""
    path = "/".join(map(_segment, address.segments))
    pattern = f"{address.scheme}://{address.host}/{path}"
    return "" if pattern_problem(pattern) or not pattern.isprintable() else pattern


def path_pattern(url: str) -> str:
    """The pattern for a page's path: numbers that name a record become `*`, too. Empty for none."""
    address = address_of(url)
    if address is None:
        return ""
    steps = ("*" if _NUMBERED.fullmatch(step) else _segment(step) for step in address.segments)
    pattern = f"/{'/'.join(steps)}"
    bad = pattern_problem(pattern) or pattern.startswith("//") or not pattern.isprintable()
    return "" if bad else pattern


def _segment(text: str) -> str:
    """`app.3f2a9c1b.js` → `app.*.js`, `2.83.0` → `*`; a masked value is `*`, too."""
    text = _UUID.sub("*", _MASKED.sub("*", text).replace("**", "*"))
    if _VERSION.fullmatch(text):
        return "*"
    text = BUILT.sub("*", text)
    pieces = (("*" if _made(piece) else piece) for piece in _PIECES.split(text))
    return _STARS.sub("*", "".join(pieces))


def _made(piece: str) -> bool:
    """Whether a build made that piece of a name, and not a person."""
    return any(shape.fullmatch(piece) for shape in (_HEX, _STAMP, _MIXED))


def host_patterns(hosts: Iterable[str]) -> tuple[str, ...]:
    """Hosts of one recipient: numbered or random ones of one domain become `*.domain`.

    Never wider than what one owner registered, by the Public Suffix List with its private part:
    below a name that a content network or a store of files shares, each host is another owner's.
    """
    every = sorted(set(hosts))
    shapes: dict[tuple[str, str], list[str]] = {}
    for host in every:
        label, _, parent = host.partition(".")
        shape = "#" if _SHARD.fullmatch(label) else _NUMBERED.sub("#", label)
        shapes.setdefault((shape, parent), []).append(host)
    made: set[str] = set()
    for (shape, parent), group in shapes.items():
        many = len(group) > 1 and "#" in shape
        alone = len(group) == 1 and bool(_RANDOM_LABEL.fullmatch(group[0].partition(".")[0]))
        made.update([f"*.{parent}"] if (many or alone) and _is_domain(parent, group[0]) else group)
    wide = [pattern for pattern in made if pattern.startswith("*.")]
    needed = (h for h in made if not any(h != one and host_matches(one, h) for one in wide))
    return tuple(sorted(needed))


def _is_domain(parent: str, host: str) -> bool:
    """Whether the host's owner registered it, so that all below it is theirs."""
    name = parent.partition(":")[0]
    owned = registrable(host.partition(":")[0])
    return "." in name and not is_address(name) and (name == owned or name.endswith(f".{owned}"))


def path_of(url: str) -> str:
    """The address without query and fragment, for a sentence."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}{parts.path}" if parts.netloc else url[:80]


def home_of(code: Code) -> str:
    """Where code comes from, without query; what it made comes from there, too."""
    return path_of(code.home or code.url) if code.home or code.url else ""


def match_of(code: Code) -> str:
    """How `scripts` names code: its address as a pattern, or its digest; empty where neither."""
    if code.url and not code.url.startswith(ADDRESSLESS):
        return script_pattern(code.url)
    return f"inline:{code.sha256}" if is_sha256(code.sha256) else ""


def key_of(code: Code) -> str:
    """The same for all that one script did, in every run: its maker's pattern, or its digest."""
    return script_pattern(code.home) or match_of(code)
