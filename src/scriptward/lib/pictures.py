"""Pictures of a screen, read and laid over one another.

Home-made: what a browser draws is one kind of PNG (8 bits a channel, not interlaced; W3C PNG,
sections 7 to 10), and no library we have reads any. Pictures here are small, a few hundred wide.
"""

import struct
import zlib
from dataclasses import dataclass, field

MOST = 4_000_000
"""Bytes of pixels; a larger picture is refused."""
APART = 40
"""Of 255 in a channel: a difference people see; anti-aliasing and compression stay below."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {2: 3, 6: 4}


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of pixels, red, green and blue a byte each."""

    width: int
    height: int
    pixels: bytes = field(repr=False)


def picture(png: bytes) -> Picture:
    """The picture in a PNG. Raises ValueError for what isn't one that a browser draws."""
    try:
        return _read(png)
    except (struct.error, zlib.error, IndexError) as error:
        message = "this PNG is damaged"
        raise ValueError(message) from error


def apart(one: Picture, others: tuple[Picture, ...]) -> float:
    """Share of the pixels, 0 to 1, that differ from each of `others` where those agree.

    What the others disagree about moves by itself, and is no difference. Another size differs in
    all.
    """
    if any((one.width, one.height) != (o.width, o.height) for o in others):
        return 1.0
    if not others or not one.pixels:
        return 0.0
    first, *more = others
    differing = 0
    for at in range(0, len(one.pixels), 3):
        here, there = one.pixels[at : at + 3], first.pixels[at : at + 3]
        if here != there and _seen(here, there):
            differing += not any(_seen(other.pixels[at : at + 3], there) for other in more)
    return differing / (len(one.pixels) // 3)


def _seen(one: bytes, other: bytes) -> bool:
    return any(abs(a - b) > APART for a, b in zip(one, other, strict=True))


def _read(png: bytes) -> Picture:
    if not png.startswith(_SIGNATURE):
        message = "this is no PNG"
        raise ValueError(message)
    at, packed, head = len(_SIGNATURE), b"", b""
    while at + 8 <= len(png):
        size, kind = struct.unpack_from(">I4s", png, at)
        held = png[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            head = held
        elif kind == b"IDAT":
            packed += held
        at += 12 + size
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    channels = _CHANNELS.get(colour, 0)
    length = (width * channels + 1) * height
    if depth != 8 or not channels or interlaced or length > MOST:  # noqa: PLR2004  # bits
        message = "this PNG is none that a browser draws, or too large"
        raise ValueError(message)
    raw = zlib.decompressobj().decompress(packed, length)
    if len(raw) < length:
        message = "this PNG is damaged"
        raise ValueError(message)
    return Picture(
        width, height, _without_alpha(_unfiltered(raw, width * channels, channels), channels)
    )


def _unfiltered(raw: bytes, row: int, step: int) -> bytes:
    """Pixels from filtered rows (section 9.2). `row`: its bytes; `step`: those of a pixel."""
    out = bytearray()
    above = bytearray(row)
    for start in range(0, len(raw), row + 1):
        kind, line = raw[start], bytearray(raw[start + 1 : start + 1 + row])
        if kind:
            for at in range(row):
                left = line[at - step] if at >= step else 0
                corner = above[at - step] if at >= step else 0
                line[at] = (line[at] + _foretold(kind, left, above[at], corner)) & 255
        out += line
        above = line
    return bytes(out)


def _foretold(kind: int, left: int, above: int, corner: int) -> int:
    """What a filter takes a byte for: Sub, Up, Average or Paeth."""
    if kind == 1:
        return left
    if kind == 2:  # noqa: PLR2004  # as the format numbers them
        return above
    if kind == 3:  # noqa: PLR2004
        return (left + above) // 2
    guess = left + above - corner
    return min((left, above, corner), key=lambda one: abs(guess - one))


def _without_alpha(pixels: bytes, channels: int) -> bytes:
    if channels == 3:  # noqa: PLR2004  # red, green, blue
        return pixels
    out = bytearray(len(pixels) // 4 * 3)
    for channel in range(3):
        out[channel::3] = pixels[channel::4]
    return bytes(out)
