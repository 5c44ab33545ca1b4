import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scriptward.analysis.leaks.bases import (
    LONGEST_58,
    base58,
    base85,
    head_of_base32,
    head_of_base58,
    is_base58,
    unbase58,
    unbase85,
)
from scriptward.analysis.leaks.gates import flags_of


def _decoded(text):
    return [unbase85(text, alphabet) for alphabet in range(3)]


@pytest.mark.parametrize(
    "data, written",
    [
        (b"", b""),
        (b"Hello World!", b"2NEpo7TZRRrLZSi2U"),
        (
            b"The quick brown fox jumps over the lazy dog.",
            b"USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
        ),
        (bytes.fromhex("0000287fb4cd"), b"11233QC4"),
        (b"\0\0\0", b"111"),
    ],
)
def test_base58_is_as_its_draft_says(data, written):
    assert base58(data) == written
    assert unbase58(written) == data


@pytest.mark.parametrize("size", range(70))
def test_base58_of_every_length_comes_back(size):
    for first in (0, 1, 255):
        data = bytes((first + 7 * at * at) & 255 for at in range(size))

        assert unbase58(base58(data)) == data


def test_letters_that_look_alike_and_long_texts_are_no_base58():
    assert not any(is_base58(letter.encode()) for letter in "0OIl+/_-= ")
    assert is_base58(b"z" * LONGEST_58)
    assert not is_base58(b"z" * (LONGEST_58 + 1))


@given(st.binary(min_size=8, max_size=300).filter(lambda data: data[0] > 0))
def test_the_head_of_base58_lets_all_through_that_the_whole_would(data):
    head = head_of_base58(base58(data))

    assert len(head) >= 6
    assert head[0] == data[0]
    assert int.from_bytes(data[:6], "big") - int.from_bytes(head[:6], "big") in {0, 1}


@given(st.text("abcdefghijklmnopqrstuvwxyz ,.\"':{}", min_size=8, max_size=300))
def test_text_in_base58_passes_the_gate(text):
    assert flags_of(head_of_base58(base58(text.encode())))


@given(st.binary(min_size=5, max_size=40))
def test_the_head_of_base32_is_its_first_bytes(data):
    assert head_of_base32(base64.b32encode(data)) == data[:5]


def test_z85_is_as_its_specification_says():
    assert base85(bytes.fromhex("864FD26FB559F75B"))[1] == b"HelloWorld"
    assert bytes.fromhex("864FD26FB559F75B") in _decoded(b"HelloWorld")


def test_base85_of_adobe_is_as_it_is_known():
    text = b"Man is distinguished, not only by"

    assert base85(text)[2].startswith(b"9jqo^BlbD-BleB1DJ+*+F(f,q/0JhKF<GL>")
    assert text in _decoded(base85(text)[2])


@pytest.mark.parametrize("size", range(8, 70))
def test_base85_of_every_length_comes_back(size):
    data = bytes((31 * at * at + size) & 255 for at in range(size))

    for written in base85(data):
        assert data in _decoded(written)


@given(st.binary(min_size=8, max_size=200))
def test_base85_is_decoded_as_the_standard_library_does(data):
    usual, _, adobe = base85(data)

    assert base64.b85decode(usual) in _decoded(usual)
    assert base64.a85decode(adobe) in _decoded(adobe)


@given(st.text(bytes(range(0x21, 0x76)).decode() + "z", min_size=10, max_size=60))
def test_what_adobes_alphabet_alone_can_write_is_read_as_the_library_does(text):
    written = f'"{text}'.encode()
    try:
        usual = [base64.a85decode(written)]
    except ValueError:
        usual = []
    if len(written) % 5 == 1 and "z" not in text:
        usual = []  # no group is of one character

    assert [data for data in _decoded(written) if data] == usual


@pytest.mark.parametrize("zeros", [0, 1, 2])
def test_groups_of_zeros_are_one_letter_in_adobes(zeros):
    data = bytes(4 * zeros) + b"a word" + bytes(8) + b"and another"
    written = base64.a85encode(data)

    assert b"z" in written
    assert data in _decoded(written)


@pytest.mark.parametrize("text", [b'9jzqo"BlbD-', b's8W-"s8W-"', b"~~~~~~~~~~", b"A", b""])
def test_groups_that_are_too_large_or_cut_are_none(text):
    assert not any(_decoded(text))


def test_a_long_text_is_decoded_whole():
    data = bytes(range(256)) * 8_000

    assert data in _decoded(base85(data)[0])
