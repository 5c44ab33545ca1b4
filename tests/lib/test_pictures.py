"""Pictures of a screen, read from PNG and compared."""

import struct
import zlib

import pytest

from scriptward.lib.pictures import Picture, apart, picture

GREY, WHITE, BLACK = b"\x80\x80\x80", b"\xff\xff\xff", b"\x00\x00\x00"


def png(width, height, rows, *, colour=2):
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))
        for kind, held in chunks
    )


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(b"\x00\x0a\x14\x1e\x14\x1e\x28", id="none"),
        pytest.param(b"\x01\x0a\x14\x1e\x0a\x0a\x0a", id="sub"),
        pytest.param(b"\x02\x09\x12\x1b\x10\x19\x22", id="up"),
        pytest.param(b"\x03\x0a\x13\x1d\x0d\x12\x16", id="average"),
        pytest.param(b"\x04\x09\x12\x1b\x0a\x0a\x0a", id="paeth"),
    ],
)
def test_every_filter_of_a_row_gives_the_same_pixels(second):
    read = picture(png(2, 2, b"\x00\x01\x02\x03\x04\x05\x06" + second))

    assert read.pixels == bytes([1, 2, 3, 4, 5, 6, 10, 20, 30, 20, 30, 40])


def test_transparency_is_left_out():
    assert picture(png(1, 1, b"\x00\x01\x02\x03\xff", colour=6)).pixels == b"\x01\x02\x03"


@pytest.mark.parametrize(
    "damaged",
    [b"", b"GIF89a", png(1, 1, b"")[:40], png(9, 9, b"\x00"), png(1, 1, b"\x00", colour=3)],
)
def test_what_is_no_such_picture_is_one_error(damaged):
    with pytest.raises(ValueError, match="PNG"):
        picture(damaged)


def test_a_pixel_that_differs_from_all_counts_and_a_shade_does_not():
    before = (Picture(2, 1, WHITE + GREY), Picture(2, 1, WHITE + GREY))

    assert apart(Picture(2, 1, WHITE + BLACK), before) == 0.5
    assert apart(Picture(2, 1, WHITE + b"\x90\x80\x80"), before) == 0.0


def test_a_pixel_that_moved_without_a_policy_is_noise():
    before = (Picture(2, 1, WHITE + GREY), Picture(2, 1, WHITE + BLACK))

    assert apart(Picture(2, 1, WHITE + WHITE), before) == 0.0


def test_another_size_differs_everywhere():
    assert apart(Picture(1, 1, WHITE), (Picture(2, 1, WHITE + WHITE),)) == 1.0
