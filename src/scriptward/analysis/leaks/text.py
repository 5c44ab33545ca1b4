"""Whether bytes are text: the cheapest test first, since most bytes asked about are neither."""

PRINTABLE = bytes([9, 10, 13, *range(0x20, 0x7F)])
HIGH = bytes(range(0x80, 0x100))
_NOT_CONTROL = PRINTABLE + HIGH


def is_plain(data: bytes) -> bool:
    """Printable ASCII and line ends only."""
    return not data.translate(None, PRINTABLE)


def is_utf8(data: bytes) -> bool:
    """Valid UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def has_controls(data: bytes) -> bool:
    """Control characters beside tab and line ends."""
    return bool(data.translate(None, _NOT_CONTROL))
