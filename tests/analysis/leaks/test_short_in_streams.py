"""Short, accented and cut texts in encodings: what is enough to believe, and what is not."""

import base64
import hashlib
import json
import zlib
from urllib.parse import quote

import brotli
import pytest

from scriptward.analysis.leaks import Detector, Request
from scriptward.analysis.leaks.bases import base85, z85

NAME = Detector({"given_name": "Zoé"})
FULL = Detector({"full_name": "Zoé Castellanos"})


def _found(detector, body):
    leaks = detector.find(Request(url="https://t.test/", body=body))
    return {leak.name for leak in leaks if leak.certainty.value != "hint"}


def _deflated(data):
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


@pytest.mark.parametrize("text, seen", [("ZOÉ", True), ("zoé", True), ("ZOÉS", False)])
def test_an_accented_name_counts_in_another_case_behind_its_key(text, seen):
    body = json.dumps({"firstName": text}, ensure_ascii=False).encode()

    assert bool(_found(NAME, body)) is seen


def test_an_accented_name_in_another_case_alone_is_a_word():
    assert not _found(NAME, "the zoé of market".encode())


@pytest.mark.parametrize("written", [_deflated("Zoé".encode()), brotli.compress("Zoé".encode())])
def test_a_stream_of_a_short_name_is_read(written):
    assert _found(NAME, b"a=1&v=" + quote(written, safe="").encode())


def test_utf16_of_a_short_name_is_read_in_base85():
    assert _found(NAME, json.dumps({"v": base85("Zoé".encode("utf-16-be"))[2].decode()}).encode())


@pytest.mark.parametrize("alphabet", [0, 1])
def test_accents_taken_apart_do_not_hide_a_text_in_base85(alphabet):
    text = "Zoe\u0301 Castellanos" if alphabet else "Zoé Castellanos"

    written = json.dumps({"v": base85(text.encode())[alphabet].decode()}).encode()

    assert _found(FULL, written)


@pytest.mark.parametrize("size", range(1, 40))
def test_zeros_that_fill_z85_do_not_end_a_stream_that_ends_in_one(size):
    text = f"Zoé Castellanos {hashlib.sha256(bytes([size])).hexdigest()[:size]}".encode()
    for packed in (brotli.compress(text), brotli.compress(text, quality=4), _deflated(text)):
        assert _found(FULL, json.dumps({"v": z85(packed).decode()}).encode())


@pytest.mark.parametrize("before", ["", 'a="1" b: '])
def test_adobes_base85_with_quotes_is_read_where_nothing_escapes_them(before):
    texts = (f"{number} Zoé Castellanos {number * 7}" for number in range(2_000))
    written = (base64.a85encode(text.encode()).decode() for text in texts)
    quoted = next(text for text in written if '"' in text and "\\" in text)

    part = f'--x\r\nContent-Disposition: form-data; name="v"\r\n\r\n{before}{quoted}\r\n--x--\r\n'

    assert _found(FULL, part.encode())
    assert _found(FULL, f"{before}{quoted}".encode())


def test_a_piece_of_base85_is_not_read_as_a_shorter_number():
    detector = Detector({"member_id": "GCN733967734"})
    for fill in range(40):
        text = f"{'x' * fill}GCN7339677349,{'y' * (fill % 7)}".encode()
        for written in base85(text):
            framed = f"<~{written.decode()}~>"
            assert not _found(detector, json.dumps({"v": written.decode()}).encode())
            assert not _found(detector, json.dumps({"v": framed, "t": 1}).encode())


@pytest.mark.parametrize("value", ['"739"', "739"])
def test_a_list_on_lines_of_its_own_stands_behind_its_key(value):
    body = f'{{\n        "cvc": [\n             {value},\n             7\n        ]\n}}'

    assert _found(Detector({"cvv": "739"}), body.encode()) == {"cvv"}


def test_control_characters_in_quoted_printable_are_undone():
    packed = zlib.compress(b"Zo\xc3\xa9 Castellanos").decode("latin-1").encode()
    written = "".join(f"={byte:02X}" if not 33 <= byte < 127 else chr(byte) for byte in packed)

    assert _found(FULL, json.dumps({"v": written}).encode())


def test_bytes_made_letters_stand_in_an_attribute():
    letters = zlib.compress("Zoé Castellanos, again: Zoé".encode(), 0).decode("latin-1")
    kept = letters.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

    assert _found(FULL, f'<r><a b="1"/><f reason="{kept}"/></r>'.encode())


@pytest.mark.parametrize("before", range(0, 40, 3))
def test_a_token_at_the_edge_of_what_is_read_at_once_is_whole(before):
    token = base64.b64encode(b"Zo\xc3\xa9 Castellanos")
    words = b"a word " * (300_000 // 7)
    body = words[: 2 * 65_536 - before - 1] + b" " + token + b" " + words

    assert _found(FULL, body)


def test_a_run_longer_than_what_is_read_at_once_is_whole():
    body = b" " * 100 + base64.b64encode(b"Zo\xc3\xa9 Castellanos " + b"more " * 60_000)

    assert _found(FULL, body)
