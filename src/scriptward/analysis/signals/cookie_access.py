"""Reads or writes cookies.

fires: send(document.cookie)
fires: window["document"]["cookie"] = "a=1"
fires: var d = document, c = d.cookie
fires: cookieStore.getAll().then(send)
quiet: options.cookie = true
"""

from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity


@signal(says="uses cookies", severity=Severity.LOW)
def cookie_access(code: Code) -> Iterator[int]:
    """Uses of `document.cookie` and the cookie store."""
    yield from code.used("document.cookie", "cookieStore")
