from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scriptward.analysis.leaks.lzstring import (
    LONGEST,
    from_bytes,
    from_token,
    from_units,
    from_utf16,
    may_be,
)
from tests.analysis.leaks.packers import lz_address, lz_base64, lz_bytes, lz_utf16

LIMIT = 1_000_000
VECTORS = [
    (
        '{"user":{"email":"maria.quill@harborlight.test"}}',
        b"N4IgrgzgpgTiBcooFsCGBLANgkabtQDoBHMLTAAQAtUYAjAexk3QHMqAXQjqCDkAL4CgA===",
        b"N4IgrgzgpgTiBcooFsCGBLANgkabtQDoBHMLTAAQAtUYAjAexk3QHMqAXQjqCDkAL4CgA",
        (
            "1be1084b41bc0a8027301748504d40a60278038048f33b70076011ec16b80030018a462046236c84"
            "6ea0734a00da090a043c402b703400200020"
        ),
        (
            "378220ae0ce0a604e205ca2816c08604b00d82469bb500e804730b4c001002d51802301ec64dd01c"
            "ca805d08ea0839002f80a000"
        ),
    ),
    (
        "maria.quill@harborlight.test",
        b"LYQwTgliB0COCuEA2SACALcAjA9mJEA5ugC7QkCmAziUA===",
        b"LYQwTgliB0COCuEA2SACALcAjA9mJEA5ugC7QkCmAziUA",
        "16e20c33414c209404902ba401d22022007b4043020c626401ed682276a440c601bc25200020",
        "2d84304e096207408e0ae100d9200200b7008c0f66244039ba00bb4240a603389400",
    ),
    (
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa noon",
        b"IY18ZXTwAQDsD2SFA===",
        b"IY18ZXTwAQDsD2SFA",
        "10e65f392ebe003007803db20a200020",
        "218d7c6574f00100ec0f64850000",
    ),
    (
        "Zo\xeb M\xfcller, \u201clate\u201d \u2013 \u65c5\u884c \U0001f600 no more",
        b"Foew1wBAsgPwNnApgJwDQUDgEcCGAXRguAQSDIBBIKOmgMhESC8G4AB7EAdiBALYjKJA",
        b"Foew1wBAsgPwNnApgJwDQUDgEcCGAXRguAQSDIBBIKOmgMhESC8G4AB7EAdiBALYjKJA",
        (
            "0b636c5560280b401fa159e053211c2320c03824383060372325603024390061107169c0192844a2"
            "785700217640078202213643146800200020"
        ),
        (
            "1687b0d70040b203f0367029809c034140e011c086017460b804120c804120a3a680c844482f06e0"
            "007b1007620402d88ca24000"
        ),
    ),
    (
        "Rose Quillfeather, born 1980-03-14, and Rose Quillfeather again",
        b"EoewzgpgBAigrgSwDZIGYQIYBcAWEBOANFAEYj4B2UAjAJwAcADALSMDMz1ALMRhQCZRQkWIhTpsefFAwBzDAgpA",
        b"EoewzgpgBAigrgSwDZIGYQIYBcAWEBOANFAEYj4B2UAjAJwAcADALSMDMz1ALMRhQCZRQkWIhTpsefFAwBzDAgpA",
        (
            "09636c53416c006045253832603b122630a10621382261211c21516008e43e216cc008e013a00720"
            "062134ac06863d601682187004ea14442c64150959137160602e30e0416800200020"
        ),
        (
            "1287b0ce0a600408a0ae04b00d920661021805c016101380345004623e01d94023009c007000c02d"
            "2303333d402cc461402651424588853a6c79f140c01cc3020a40"
        ),
    ),
]
"""What lz-string 1.5.0 makes of a text: in base64, for an address, as UTF-16, as bytes."""
WORDS = st.text('abcdefgh ,.:{}"0123456789', min_size=12, max_size=200).filter(
    lambda text: len(set(text)) > 2
)


@pytest.mark.parametrize("text, token, address, wide, raw", VECTORS)
def test_what_the_library_packs_is_unpacked(text, token, address, wide, raw):
    data = bytes.fromhex(raw)

    assert from_token(token.rstrip(b"="), LIMIT) == text
    assert from_token(address, LIMIT) == text
    assert from_utf16(bytes.fromhex(wide).decode("utf-16-be"), LIMIT) == text
    assert from_bytes(data, LIMIT) == text
    assert from_units(data.decode("utf-16-be", "surrogatepass"), LIMIT) == text
    assert may_be(data)


@pytest.mark.parametrize("text, token, address, wide, raw", VECTORS)
def test_the_packers_of_these_tests_write_as_the_library_does(text, token, address, wide, raw):
    assert lz_base64(text) == token
    assert lz_address(text) == address
    assert lz_utf16(text).encode("utf-16-be").hex() == wide
    assert lz_bytes(text).hex() == raw


@given(WORDS)
def test_what_is_packed_in_each_form_comes_back(text):
    assert from_token(lz_base64(text).rstrip(b"="), LIMIT) == text
    assert from_token(lz_address(text), LIMIT) == text
    assert from_utf16(lz_utf16(text), LIMIT) == text
    assert from_bytes(lz_bytes(text), LIMIT) == text


@given(st.text(min_size=8, max_size=60))
def test_any_text_comes_back_or_is_refused(text):
    assert from_bytes(lz_bytes(text), LIMIT) in {text, None}


def test_what_comes_out_ends_at_the_limit():
    text = from_token(lz_base64("noon and " * 3_000).rstrip(b"="), 500)

    assert text is not None
    assert 500 <= len(text) < 1_000


@pytest.mark.parametrize(
    "token", [b"AAAAAAAAAAAA", b"////////////////", b"N4IgrgzgpgTiBcoo", b"abc.def.ghi", b"", b"Q"]
)
def test_tokens_that_are_cut_or_of_something_else_are_none(token):
    assert from_token(token, LIMIT) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error(data):
    from_bytes(data, LIMIT)
    from_utf16(data.decode("utf-16-le", "ignore"), LIMIT)
    from_units(data.decode("utf-8", "ignore"), LIMIT)
    from_token(data, LIMIT)


def test_too_long_ones_are_left_out():
    sizes = [LONGEST // 2 + 1, LONGEST + 2]
    for size, fill in product(sizes, ("\u1be1", "é")):
        assert from_utf16(fill * size, LIMIT) is None
    assert from_bytes(b"\x23\x82" * (LONGEST // 2 + 1), LIMIT) is None
