"""How a step of a path is written."""

import re

_PLAIN_KEY = re.compile(r"[\w$@:*~/|+-]{1,60}+")


def key_step(raw: bytes) -> str:
    """The step into a key: `.name`, or quoted in brackets where it is no plain word."""
    text = raw[:60].decode("utf-8", errors="replace")
    return f".{text}" if _PLAIN_KEY.fullmatch(text) else f"[{text!r}]"
