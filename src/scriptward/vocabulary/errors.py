"""Every error a user can meet, as one small tree. The first line says what; `hint` what to do.

ScriptwardError
├─ UsageError                 wrong words on the command line
├─ InputError                 a file that can't be used: says file, line and column
│  ├─ JourneyError            a journey file
│  ├─ PolicyError             a policy file
│  ├─ ValuesError             a values file
│  ├─ HarError                a network capture
│  └─ RunError                a run folder or its report.json
├─ BrowserError               the browser can't do what is asked
│  ├─ BrowserNotFoundError    no Chromium where one may be
│  ├─ SandboxError            Chromium's sandbox can't start here
│  └─ BrowserLostError        Chromium ended in the middle
├─ UnreachableError           an address that doesn't answer: the run is incomplete
└─ StoreError                 a database that can't be used
"""

from collections.abc import Iterable
from pathlib import Path


class ScriptwardError(Exception):
    """Something a user can mend; `hint` says how."""

    hint: str = ""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """`message`: what is wrong. `hint`: what to do, where the class has no better one."""
        super().__init__(message)
        if hint:
            self.hint = hint


class UsageError(ScriptwardError):
    """Wrong words on the command line."""


class InputError(ScriptwardError):
    """A file that can't be used."""

    def __init__(
        self, message: str, *, path: Path | str, line: int = 0, column: int = 0, hint: str = ""
    ) -> None:
        """`line` and `column` count from 1; 0 where unknown."""
        self.path, self.line, self.column = str(path), line, column
        place = self.path + (f":{line}" if line else "") + (f":{column}" if column else "")
        super().__init__(f"{place}: {message}", hint=hint)


class JourneyError(InputError):
    """A journey file that can't be used."""


class PolicyError(InputError):
    """A policy file that can't be used."""


class ValuesError(InputError):
    """A values file that can't be used."""


class HarError(InputError):
    """A network capture that can't be used."""


class RunError(InputError):
    """A run folder or report.json that can't be used."""


class BrowserError(ScriptwardError):
    """The browser can't do what is asked."""


class BrowserNotFoundError(BrowserError):
    """No Chromium was found where one may be."""

    hint = "run `scriptward doctor`, or pass --browser PATH"

    def __init__(self, looked_in: Iterable[Path | str]) -> None:
        """`looked_in`: every path tried, in order."""
        self.looked_in = tuple(looked_in)
        super().__init__(f"no Chromium in {', '.join(map(str, self.looked_in))}")


class SandboxError(BrowserError):
    """Chromium's sandbox can't start here, and the pages to visit are not ours."""

    hint = (
        "run as an ordinary user, or allow unprivileged user namespaces; if you accept the risk of"
        " visiting a hostile page without it, pass --browser-arg=--no-sandbox"
    )


class BrowserLostError(BrowserError):
    """Chromium ended in the middle; what was gathered is kept."""


class UnreachableError(ScriptwardError):
    """An address that doesn't answer, which may be another day's business."""

    hint = "check the network and the address, then try again"


class StoreError(ScriptwardError):
    """A database that can't be used."""
