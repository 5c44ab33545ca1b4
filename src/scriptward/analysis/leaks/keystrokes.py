"""Names of keys in keyboard events: which letter they write, and which write none.

W3C UI Events KeyboardEvent key Values, and code Values (`KeyM`, `Digit4`, `Numpad4`).
"""

import re

ERASING = frozenset({b"backspace", b"delete"})
_CODE = re.compile(rb"(?:key([a-z])|(?:digit|numpad)(\d))")
_SILENT = frozenset(
    (
        b"shift control alt altgraph meta os tab capslock numlock scrolllock escape enter"
        b" arrowleft arrowright arrowup arrowdown home end pageup pagedown insert process dead"
        b" unidentified contextmenu"
    ).split()
)


def typed(key: bytes) -> bytes:
    """The letter that a key's code names; the key itself where it is none."""
    match = _CODE.fullmatch(key)
    return (match[1] or match[2]) if match else key


def is_code(key: bytes) -> bool:
    """Whether the text may be a key's code: a cheap first look."""
    return key.startswith((b"key", b"digit", b"numpad"))


def silent(key: bytes) -> bool:
    """Whether the key writes nothing."""
    return key in _SILENT
