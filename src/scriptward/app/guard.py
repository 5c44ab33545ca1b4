"""The guard as it is served: the sensor's enforce build, called with one policy's table.

The same policy gives the same bytes, so that a page may name their digest (SRI). With the table
goes a Content-Security-Policy for pages whose answers carry none.
"""

import base64
import hashlib
from datetime import date
from pathlib import Path

import msgspec

from scriptward.policy.compilation import compiled
from scriptward.policy.guard_table import table
from scriptward.policy.language.policy import Policy

GUARD = Path(__file__).parent / "assets" / "sensor.enforce.js"


REFUSED = "*:1"
"""A port no browser opens: what the guard refuses goes there, past a policy of its own."""
SOCKETS_REFUSED = ("ws://*:1", "wss://*:1")
_IN_HEADERS_ONLY = ("frame-ancestors", "report-", "sandbox")


def guard_script(policy: Policy, *, headers: bool = False, today: date | None = None) -> bytes:
    """The page's first script, in UTF-8; safe to write into a `<script>` element, too.

    `headers`: whether the pages' answers carry the compiled headers; where they don't, it puts a
    Content-Security-Policy into pages on which the policy forbids what no rule permits. Raises
    FileNotFoundError where the sensor was not built (`make setup`).
    """
    code = GUARD.read_bytes().rstrip().removesuffix(b";")
    csp = "" if headers else page_policy(compiled(policy, today=today).value)
    rows = b"%b,%b" % (table(policy), msgspec.json.encode(csp))
    return b"%b(%b);\n" % (code, rows.replace(b"<", b"\\u003c"))


def page_policy(header: str) -> str:
    """A compiled Content-Security-Policy as the guard puts it into a page's head."""
    kept = []
    for directive in header.split("; "):
        name, *sources = directive.split(" ")
        if not name.startswith(_IN_HEADERS_ONLY):
            named = [source for source in sources if source != "'none'"]
            lists = name.endswith(("-src", "form-action"))
            sockets = SOCKETS_REFUSED if name == "connect-src" else ()
            words = (name, *named, REFUSED, *sockets) if lists else (name, *sources)
            kept.append(" ".join(words))
    return "; ".join(kept)


def integrity(script: bytes) -> str:
    """The value of an `integrity` attribute (W3C Subresource Integrity, section 3.1)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(script).digest()).decode()
