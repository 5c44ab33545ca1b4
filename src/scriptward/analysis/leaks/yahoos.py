"""Base64 with a point in it: Yahoo's has `.`, `_` and `-` for `+`, `/` and `=` (Y64).

A point ends a token everywhere else, so only what begins as base64 is read on behind it.
"""

import re

from scriptward.analysis.leaks.gates import says_something
from scriptward.analysis.leaks.text import is_plain
from scriptward.analysis.leaks.tokens import Meaning, decoded
from scriptward.vocabulary.words import Encoding

_TOKEN = re.compile(rb"([A-Za-z0-9._]{16,}+)-{0,2}(?![A-Za-z0-9._-])")
_TO_STANDARD = bytes.maketrans(b"._", b"+/")


def longer(text: bytes, start: int, end: int) -> Meaning | None:
    """What the token there stands for together with what follows its point."""
    match = _TOKEN.match(text, start)
    if match is None or match.end() <= end:
        return None
    data = decoded(match[1].translate(_TO_STANDARD))
    is_jwt = data.startswith(b'{"') and not is_plain(data)
    return None if is_jwt or not says_something(data) else Meaning(data, (Encoding.BASE64,))
