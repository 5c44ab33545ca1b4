"""Reads or writes the site's storage.

fires: localStorage.getItem("token")
fires: window.sessionStorage["a"] = 1
fires: indexedDB.open("a")
quiet: store.getItem("token")
"""

from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity


@signal(says="uses the site's storage", severity=Severity.LOW)
def storage_access(code: Code) -> Iterator[int]:
    """Uses of storage and databases of the page's origin."""
    yield from code.used("localStorage", "sessionStorage", "indexedDB", "caches")
