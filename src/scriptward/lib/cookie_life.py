"""How long a cookie lives, by its attributes (RFC 6265, section 5.2)."""

import math
import time
from email.utils import mktime_tz, parsedate_tz

_DAY = 86_400
_LONGEST = 400
"""Days: no browser keeps a cookie longer (RFC 6265bis, section 5.5)."""


def days_left(attributes: str, now: float | None = None) -> float | None:
    """Days from `now` on; 0 or less for one that is taken away, None for a session's.

    `attributes`: what stands behind the name and value. `max-age` wins over `expires`; `at=` is a
    time in milliseconds since 1970. What can't be read counts as not said. `now`: since 1970.
    """
    said: dict[str, str] = {}
    for part in attributes.split(";")[:20]:
        name, _, value = part.partition("=")
        said[name.strip().lower()] = value.strip()[:60]
    now = time.time() if now is None else now
    for name, read in (("max-age", _age), ("at", _moment), ("expires", _date)):
        until = read(said.get(name, ""), now)
        if until is not None:
            return min((until - now) / _DAY, _LONGEST)
    return None


def _age(text: str, now: float) -> float | None:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15):  # noqa: PLR2004  # no int to drown in
        return None
    return now + int(text)


def _moment(text: str, _: float) -> float | None:
    try:
        at = float(text) / 1_000
    except ValueError:
        return None
    return at if math.isfinite(at) else None


def _date(text: str, _: float) -> float | None:
    try:
        parts = parsedate_tz(text)
        return None if parts is None else float(mktime_tz(parts))
    except (ValueError, OverflowError, IndexError):
        return None
