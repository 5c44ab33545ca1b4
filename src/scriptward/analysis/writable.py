"""Text of a page made fit to be written: UTF-8 has no lone surrogates, pages do."""


def writable(text: str) -> str:
    """The text with lone surrogates as `?`."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
