import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scriptward.analysis.leaks import Detector, Request
from scriptward.analysis.leaks.digests import ALGORITHMS, KEPT, Digests
from scriptward.vocabulary.words import Encoding

EMAIL = b"maria.quill@harborlight.test"
DIGESTS = Digests([(4, b"noon"), (7, EMAIL), (7, EMAIL.upper())])
KNOWN = {
    # of b"abc", from the standards' own examples
    Encoding.MD5: "900150983cd24fb0d6963f7d28e17f72",
    Encoding.SHA1: "a9993e364706816aba3e25717850c26c9cd0d89d",
    Encoding.SHA224: "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
    Encoding.SHA256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    Encoding.SHA512_256: "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
    Encoding.SHA3_256: "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
    Encoding.BLAKE2S: "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982",
    Encoding.RIPEMD160: "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc",
}
TWOFOLD = ("md5", "sha1", "sha256")


def _new(name, data):
    return hashlib.new(name, data, usedforsecurity=False)


@pytest.mark.parametrize("encoding, written", KNOWN.items(), ids=KNOWN)
def test_each_algorithm_gives_its_standards_example(encoding, written):
    of_abc = Digests([(0, b"abc")])

    assert of_abc.of(bytes.fromhex(written)) == ((0, (encoding,)),)


def test_every_algorithm_is_there():
    assert {encoding for encoding, _ in ALGORITHMS} >= {
        Encoding.SHA384, Encoding.SHA512, Encoding.SHA3_512, Encoding.BLAKE2B, *KNOWN,
    }  # fmt: skip


@pytest.mark.parametrize("encoding, digest", ALGORITHMS)
def test_a_digest_is_found_whole_and_cut_to_eight_bytes_and_no_shorter(encoding, digest):
    raw = digest(EMAIL)

    for size in (len(raw), 16, 12, KEPT):
        assert DIGESTS.of(raw[:size]) == ((7, (encoding,)),)
    assert DIGESTS.of(raw[: KEPT - 1]) == ()
    assert DIGESTS.of(raw + b"\0") == ()
    assert DIGESTS.of(raw[:KEPT] + bytes(8)) == ()


@pytest.mark.parametrize("inner", TWOFOLD)
@pytest.mark.parametrize("outer", TWOFOLD)
def test_a_digest_of_a_digest_in_hex_is_found(outer, inner):
    raw = _new(outer, _new(inner, EMAIL).hexdigest().encode()).digest()

    assert DIGESTS.of(raw) == ((7, (Encoding(outer), Encoding(inner))),)


def test_two_values_of_one_form_are_both_found():
    raw = hashlib.sha256(b"noon").digest()

    found = Digests([(1, b"noon"), (2, b"noon"), (3, b"moon")]).of(raw)

    assert sorted(value for value, _ in found) == [1, 2]


@given(st.binary(max_size=70))
def test_other_bytes_are_no_digest(raw):
    assert DIGESTS.of(raw) == ()
    assert Digests([]).of(raw) == ()


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256", "sha512", "sha512_256", "ripemd160"])
@pytest.mark.parametrize("size", [8, 16, None])
@pytest.mark.parametrize(
    "write", [bytes.hex, lambda raw: base64.b64encode(raw).decode()], ids=["hex", "base64"]
)
def test_a_digest_in_a_request_is_found_whole_and_cut(write, size, name):
    detector = Detector({"email": EMAIL.decode()})
    raw = _new(name, EMAIL).digest()[:size]

    leaks = detector.find(Request(url=f"https://t.test/?h={write(raw)}"))

    assert [leak.encoding[-1] for leak in leaks] == [Encoding(name)]
