"""Names as obfuscators make them: `_0x3fa1`.

fires: var _0x1a2b, _0x1a2c, _0x1a2d, _0x1a2e, _0x1a2f, _0x1a30; f(_0x1a2b);
quiet: var color = 0x1a2b, _0 = 1, _0x = 2;
"""

import re
from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity

_NAME = re.compile(rb"(?<![\w$])_0x[0-9a-f]{3,8}(?![\w$])", re.IGNORECASE)
_FEWEST = 5


@signal(says="has names that obfuscators make (_0x…)", severity=Severity.MEDIUM)
def hex_names(code: Code) -> Iterator[int]:
    """Where each such name stands first, if there are several."""
    first: dict[bytes, int] = {}
    for match in _NAME.finditer(code.source):
        first.setdefault(match[0], match.start())
    if len(first) >= _FEWEST:
        yield from first.values()
