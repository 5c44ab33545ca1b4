"""Text from outside made harmless for a terminal and a line of a file."""

import unicodedata

KEPT = {" "}
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def plain(text: str) -> str:
    """The text on one line, with control, format and bidi characters written as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"\\u{{{ord(character):x}}}"
        if unicodedata.category(character) in HIDDEN and character not in KEPT
        else character
        for character in text
    )


def cut(text: str, width: int) -> str:
    """The text, or its beginning and `…` where it is longer than `width` characters."""
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"
