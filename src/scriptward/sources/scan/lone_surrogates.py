"""Halves of surrogate pairs: JSON may hold them escaped, UTF-8 may not, and pages make them."""

import re

_LONE = re.compile(
    rb"(?<!\\)((?:\\\\)*)(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})"
)


def replaced(message: bytes) -> bytes:
    """JSON with U+FFFD for every escaped half that stands alone."""
    return _LONE.sub(rb"\1\\ufffd", message)
