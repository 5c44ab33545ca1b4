"""Streams without a magic are believed only where they end with their field."""

import zlib

import brotli
import pytest

from scriptward.analysis.leaks import streams

TEXT = b'{"user":{"email":"maria.quill@harborlight.test","note":"second visit in March"}}'


def _deflated(data):
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


@pytest.mark.parametrize("pack", [_deflated, brotli.compress])
def test_a_stream_that_ends_with_its_field_is_opened(pack):
    opened = streams.opened(pack(TEXT))

    assert opened is not None
    assert opened.data == TEXT


@pytest.mark.parametrize("pack", [_deflated, brotli.compress])
def test_zeros_that_fill_a_group_may_follow(pack):
    opened = streams.opened(pack(TEXT) + b"\0\0\0")

    assert opened is not None
    assert opened.data == TEXT


@pytest.mark.parametrize("pack", [_deflated, brotli.compress])
def test_other_bytes_behind_it_make_it_noise(pack):
    assert streams.opened(pack(TEXT) + b"xyz!") is None
