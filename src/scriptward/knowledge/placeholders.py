"""Tells the hash of a snippet's placeholder from the hash of somebody's address.

Sites paste snippets unedited; what is then hashed is `<user_email_address>`, an empty text or
`undefined`, and looks like an e-mail's hash. Digests are computed, not listed.
"""

import base64
import hashlib
import re
from functools import lru_cache

_NOTHING = (
    *("", " ", "undefined", "null", "none", "nan", "false", "true", "0", "-", "n/a"),
    *("test", "[object object]", "test@test.com", "test@example.com", "user@example.com"),
    *("email@example.com", "example@example.com", "name@example.com"),
)
_SUBJECTS = (
    *("email", "email address", "user email", "user email address", "user email here"),
    *("hashed email", "insert user email", "insert email here", "your email", "your email here"),
    *("phone", "phone number", "user phone", "user phone number", "hashed phone"),
    *("insert user phone", "insert user phone number", "your phone", "external id", "user id"),
)
_JOINTS = (" ", "_", "-", ".", "")
_BRACKETS = (
    "{}",
    "<{}>",
    "[{}]",
    "{{{}}}",
    "{{{{{}}}}}",
    "{{{{ {} }}}}",
    "__{}__",
    "%%{}%%",
    "${{{}}}",
)
_UNFILLED = re.compile(
    r"\{\{.*\}\}|<[\w -]+>|\[[\w -]+\]|%%.*%%|\$\{.*\}|__\w+__|undefined|null|none|nan|test",
    re.IGNORECASE | re.DOTALL,
)
_HEX = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{43}=?")
_PREFIX = re.compile(r"FFF(?=[0-9a-f]{64}$)")
"""Snap's mark before a hash (seen in a capture, 28 April 2025)."""
_LONGEST = 200


def is_hash(value: str) -> bool:
    """Whether a text looks like an MD5, SHA-1 or SHA-256, in hex or (SHA-256) base64."""
    bare = _bare(value)
    return bool(_HEX.fullmatch(bare) or _BASE64.fullmatch(bare))


def is_placeholder(value: str) -> bool:
    """Whether it is a snippet's placeholder, or the hash of one."""
    bare = _bare(value)
    return bare.lower() in _digests() or bare in _digests() or bool(_UNFILLED.fullmatch(bare))


def _bare(value: str) -> str:
    return _PREFIX.sub("", value[:_LONGEST].strip())


@lru_cache(maxsize=1)
def _digests() -> frozenset[str]:
    made: set[str] = set()
    names = {joint.join(words.split()) for words in _SUBJECTS for joint in _JOINTS}
    words = {bracket.format(name) for name in names for bracket in _BRACKETS}
    for word in {*_NOTHING, *words, *map(str.upper, (*_NOTHING, *words))}:
        data = word.encode()
        made.update(hashlib.new(name, data).hexdigest() for name in ("md5", "sha1", "sha256"))
        made.update(_base64(hashlib.sha256(data).digest()))
    return frozenset(made)


def _base64(digest: bytes) -> tuple[str, ...]:
    standard = base64.b64encode(digest).decode()
    safe = base64.urlsafe_b64encode(digest).decode()
    return standard, standard.rstrip("="), safe, safe.rstrip("=")
