"""Asks where the visitor is from: language or time zone.

fires: if (navigator.language.startsWith("en")) go()
fires: zone = Intl.DateTimeFormat().resolvedOptions().timeZone
fires: offset = new Date().getTimezoneOffset()
quiet: document.documentElement.lang = "en"
"""

from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity


@signal(says="asks for the visitor's language or time zone", severity=Severity.LOW)
def locale_asked(code: Code) -> Iterator[int]:
    """Uses of what a browser tells of its user's place."""
    yield from code.used("navigator.language", "navigator.languages", "navigator.userLanguage")
    yield from code.used("resolvedOptions().timeZone")
    for call in code.calls:
        if call.name.rpartition(".")[2] == "getTimezoneOffset":
            yield call.node.start_byte
