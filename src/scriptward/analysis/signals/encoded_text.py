r"""A long text without words in it: base64, hex, or letters written as escapes.

fires: run("ZnVuY3Rpb24oKXt2YXIgYT1kb2N1bWVudC5xdWVyeVNlbGVjdG9yQWxsKCJpbnB1dCIpO2ZvcihsZXQgYiBvZiBhKXtzZW5kKGIudmFsdWUpfX0oKTt2YXIgeD0xO3ZhciB5PTI7dmFyIHo9Mztjb25zb2xlLmxvZyh4K3kreik7c2VuZCh4KTtzZW5kKHkpO3NlbmQoeik7")
fires: f("\x64\x6f\x63\x75\x6d\x65\x6e\x74\x2e\x63\x6f\x6f\x6b\x69\x65\x3b")
quiet: f("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
quiet: f("\u00e9\u00e8\u00ea\u00eb\u0113\u0117\u0119\u00ff\u00fc\u00fb\u00f9\u00fa\u016b\u00ee")
"""  # noqa: E501  # a long text is what it is about

import math
import re
from collections import Counter
from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity

_LONG = 160
_READ = 4_096
"""Characters of one text that are looked at."""
_ENCODED = re.compile(r"[A-Za-z0-9+/_=-]+")
_RANDOM = 3.3
"""Bits a character: hex has 4, base64 up to 6, a row of like letters next to none."""
_ESCAPED = re.compile(r"\\x[2-7][0-9a-f]|\\u00[2-7][0-9a-f]|\\u\{[2-7][0-9a-f]\}", re.IGNORECASE)
_MOST_PLAIN = 2
_FEWEST_ESCAPES = 12


@signal(says="holds long encoded texts", severity=Severity.MEDIUM)
def encoded_text(code: Code) -> Iterator[int]:
    """Strings and templates that hide what they say."""
    for node in code.found("string", "template_string"):
        if node.end_byte - node.start_byte < 4 * _FEWEST_ESCAPES:
            continue
        text = (code.string(node) or "")[:_READ]
        if (len(text) >= _LONG and _is_encoded(text)) or _is_escaped(text):
            yield node.start_byte


def _is_encoded(text: str) -> bool:
    if not _ENCODED.fullmatch(text) or not any(map(str.isdigit, text)):
        return False
    counts = Counter(text).values()
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts) >= _RANDOM


def _is_escaped(text: str) -> bool:
    """Whether plain letters are written as escapes, which no build has a reason for."""
    escapes = _ESCAPED.findall(text)
    left = len(text) - sum(map(len, escapes))
    return len(escapes) >= _FEWEST_ESCAPES and left * _MOST_PLAIN <= len(text)
