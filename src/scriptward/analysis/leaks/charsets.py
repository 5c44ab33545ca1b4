"""Text in another character set: UTF-16, and compressed bytes that were made a Latin-1 string."""

from collections.abc import Iterator

from scriptward.analysis.leaks import streams
from scriptward.analysis.leaks.layer import Layer
from scriptward.vocabulary.words import Encoding

_SAMPLE = 512
_CP1252 = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
"""Letters that Windows puts where Latin-1 has control characters."""


def utf16(layer: Layer) -> Iterator[Layer]:
    """The text, if every second byte is zero; the order is told by which of them."""
    data = layer.data
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    if pairs < 4 or 0 not in sample:  # noqa: PLR2004  # fewer letters are no text
        return
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    codec, encoding = (
        ("utf-16-le", Encoding.UTF16LE) if odd > even else ("utf-16-be", Encoding.UTF16BE)
    )
    if max(even, odd) < 0.7 * pairs or min(even, odd) > 0.1 * pairs:  # mostly ASCII
        return
    text = data[: len(data) // 2 * 2].decode(codec, errors="replace").removeprefix("\ufeff")
    yield layer.child(text.encode("utf-8", errors="replace"), encoding)


def latin1(layer: Layer) -> Iterator[Layer]:
    """The bytes behind a string of characters under 256, where they are a stream."""
    data = layer.data
    if data.isascii():
        return
    try:
        raw = data.decode("utf-8").translate(_CP1252).encode("latin-1")
    except UnicodeError:
        return
    if streams.magic(raw) or streams.is_bare(raw):
        yield layer.child(raw, Encoding.LATIN1)
