"""Names, labels, titles and addresses as plain words, however they are written."""

import re
import unicodedata

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ACCENT = re.compile("[\u0300-\u036f]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def plain_words(text: str) -> str:
    """Lower case without accents, `camelCase` parted, one space for what is no letter or digit."""
    parted = unicodedata.normalize("NFKD", _CAMEL.sub(" ", text).lower())
    return _NOT_WORD.sub(" ", _ACCENT.sub("", parted)).strip()
