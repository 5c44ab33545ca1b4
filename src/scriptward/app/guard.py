"""The guard as it is served: the sensor's enforce build, called with one policy's table.

The same policy gives the same bytes, so that a page may name their digest (SRI).
"""

import base64
import hashlib
from pathlib import Path

from scriptward.policy.guard_table import table
from scriptward.policy.language.policy import Policy

GUARD = Path(__file__).parent / "assets" / "sensor.enforce.js"


def guard_script(policy: Policy) -> bytes:
    """The page's first script, in UTF-8; safe to write into a `<script>` element, too.

    Raises FileNotFoundError where the sensor was not built (`make setup`).
    """
    code = GUARD.read_bytes().rstrip().removesuffix(b";")
    rows = table(policy).replace(b"<", b"\\u003c")
    return b"%b(%b);\n" % (code, rows)


def integrity(script: bytes) -> str:
    """The value of an `integrity` attribute (W3C Subresource Integrity, section 3.1)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(script).digest()).decode()
