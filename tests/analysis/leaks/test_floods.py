"""Each flood ends, hides nothing in the address, and isn't called clean where a budget cut it."""

import time

import pytest

from scriptward.analysis.leaks import Detector
from tests.analysis.leaks.floods import FLOODS, VALUES, read

DETECTOR = Detector(VALUES)
SECONDS = 2.0
"""Of processor time: ten times the budget, as tests share their machine."""
CUT = {
    "gzip bomb",
    "gzip bomb in gzip in gzip",
    "brotli bomb",
    "brotli bomb in brotli",
    "zstd bomb",
    "zstd bomb in zstd",
    "deflate bomb",
    "deflate bomb in base64",
    "gzip bombs in tokens",
    "bomb of percent",
    "thousand streams",
    "streams of zlib",
    "nested protobuf of 100,000",
    "100,000 percent fields",
    "100,000 different percent fields",
    "quoted-printable fields",
    "20,000 parts of multipart",
    "token in token",
    "76,000 ids of 12",
}
"""More than may be decoded, opened or taken on any machine."""


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_ends_and_hides_nothing(name):
    body = FLOODS[name]()
    start = time.thread_time()

    paths, unread = read(DETECTOR, body)

    assert time.thread_time() - start < SECONDS
    assert "query.e" in paths
    assert unread or name not in CUT
