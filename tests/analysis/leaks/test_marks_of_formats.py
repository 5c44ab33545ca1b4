"""Encodings whose own characters are marks of the format that they stand in."""

import base64
import codecs
import gzip
import html
import json
import quopri
import zlib
from urllib.parse import quote

import brotli
import pytest

from scriptward.analysis.leaks import Detector, Request
from scriptward.analysis.leaks.bases import base85, z85

EMAIL = "maria.quill@harborlight.test"
SSN = "078-05-1129"
OTHERS = "https://www.w.test/find?a=1&b=2 <b>"


def _names(leaks):
    return {leak.name for leak in leaks if leak.certainty.value != "hint"}


def _deflated(data):
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


def _marked(alphabet, *marks):
    """A text with the e-mail whose base85 in that alphabet has the marks."""
    texts = (f"{number} {EMAIL} {number * 7}".encode() for number in range(20_000))
    written = (z85(text) if alphabet == 1 else base85(text)[alphabet] for text in texts)
    return next(text for text in written if all(mark.encode() in text for mark in marks)).decode()


@pytest.mark.parametrize("alphabet, mark", [(0, "<"), (0, ";"), (0, "="), (1, "<"), (1, "&")])
def test_base85_with_a_mark_of_lists_is_read_in_a_table(in_body, alphabet, mark):
    table = f"id,v,z\r\n12,{_marked(alphabet, mark)},7\r\n"

    assert "p1.email" in _names(in_body(table.encode()))


@pytest.mark.parametrize("mark", ["<", "&", "=", ">"])
def test_base85_with_marks_of_markup_is_read_in_new_relics_lines(in_body, mark):
    body = f"bel.7;2,67,i1,5,,'POST,5k;5,'v,'{_marked(1, mark)};5,'cb10,'hero billing"

    assert "p1.email" in _names(in_body(body.encode()))


def test_escaped_commas_of_new_relics_lines_are_undone(in_body):
    written = _marked(2, ",").replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")

    assert "p1.email" in _names(in_body(f"bel.7;5,'v,'<~{written}~>;5,'cb,'hero".encode()))


@pytest.mark.parametrize("alphabet", [0, 1])
def test_base85_of_letters_and_digits_alone_is_read(alphabet):
    texts = (f"{number * 7919:09d}m{number:02d}" for number in range(20_000))
    text = next(text for text in texts if base85(text.encode())[alphabet].isalnum())
    written = base85(text.encode())[alphabet].decode()

    found = Detector({"member_id": text}).find(Request(url=f"https://t.test/c?v={written}#/a?x=1"))

    assert _names(found) == {"member_id"}


@pytest.mark.parametrize("codec", ["utf-32-be", "utf-16-be", "utf-32-le"])
def test_base85_of_wide_letters_is_read(in_body, codec):
    written = base85(SSN.encode(codec))[0].decode()

    assert "p1.ssn" in _names(in_body(json.dumps({"v": written, "t": 5}).encode()))


def test_a_password_does_not_hide_the_base85_before_it(in_body):
    basic = base64.b64encode(f"{_marked(2, chr(34))}:x7Q".encode()).decode()
    found = Detector({"email": EMAIL}).find(
        Request(url="https://t.test/", headers=(("Authorization", f"Basic {basic}"),))
    )

    assert _names(found) == {"email"}


def test_a_header_that_is_base85_with_quotes_is_read():
    found = Detector({"email": EMAIL}).find(
        Request(url="https://t.test/", headers=(("X-Id", _marked(2, '"')),))
    )

    assert _names(found) == {"email"}


@pytest.mark.parametrize(
    "name, written",
    [
        ("Mark", base64.b85encode(b"Mark")),
        ("Mark", base64.a85encode(_deflated(b"Mark"))),
        ("Mark", base64.b32encode(b"Mark").rstrip(b"=").lower()),
        ("Ingrid", z85(b"Ingrid")),
    ],
)
def test_short_names_in_short_encodings_are_found(name, written):
    body = json.dumps({"id": 5, "v": written.decode()}).encode()

    assert _names(Detector({"given_name": name}).find(Request(url="https://t.test/", body=body)))


@pytest.mark.parametrize("text", ["Markus lives here", "M0 marking", "tO<{6tx", "o1^dY1on"])
def test_what_is_near_a_short_encoding_is_no_leak(text):
    body = json.dumps({"id": 5, "v": text}).encode()

    assert not Detector({"given_name": "Mark"}).find(Request(url="https://t.test/", body=body))


def test_quoted_printable_of_markup_is_read_in_one_piece(in_body):
    document = (
        '<?xml version="1.0"?><r><i n="GA1.2.9438127102.4554571219"/><f securityCode="739"/></r>'
    )
    written = quopri.encodestring(document.encode())

    assert b"=\n" in written
    assert "p1.cvv" in _names(in_body(json.dumps({"v": written.decode()}).encode()))


@pytest.mark.parametrize("mark", ['"', "<", "&"])
def test_quoted_printable_with_marks_inside_is_read(in_body, mark):
    written = quopri.encodestring(_marked(2, mark, "=").encode()).decode()
    part = f'--x\r\nContent-Disposition: form-data; name="v"\r\n\r\n{written}\r\n--x--\r\n'

    assert "p1.email" in _names(in_body(part.encode()))


def test_doubled_quotes_of_a_table_are_undone(in_body):
    written = _marked(2, '"').replace('"', '""')

    assert "p1.email" in _names(in_body(f'id,v,k\r\n1,"{written}",x\r\n'.encode()))


def test_an_attribute_is_unescaped_without_its_tag(in_body):
    body = f'<r><f v="{html.escape(_marked(2, chr(34)))}"/></r>'

    assert "p1.email" in _names(in_body(body.encode()))


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_bytes_made_letters_are_read_in_utf16(in_body, order):
    letters = gzip.compress(EMAIL.encode(), mtime=0).decode("latin-1")
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[order]

    assert "p1.email" in _names(in_body(mark + letters.encode(order)))
    assert "p1.email" in _names(in_body(brotli.compress(mark + letters.encode(order))))


def test_escape_writes_latin1_beside_units(in_body):
    text = "é€ maria.quill@harborlight.test ü"
    escaped = "".join(
        c
        if c.isalnum() and c.isascii()
        else f"%u{ord(c):04X}"
        if ord(c) > 255
        else f"%{ord(c):02X}"
        for c in text
    )

    assert "p1.email" in _names(in_body(f"v={escaped}".encode()))


def test_the_type_of_a_part_does_not_hide_its_key(in_body):
    part = (
        '--x\r\nContent-Disposition: form-data; name="postal_code"; filename="blob"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n98101\r\n--x--\r\n"
    )

    assert _names(in_body(part.encode())) == {"p1.zip"}


def test_a_length_that_is_a_letter_does_not_hide_a_name_of_webrtc(in_body):
    name = base64.b32encode(f"a=1&em={EMAIL}&t=5".encode() + b"." * 10)
    assert len(name) == 80  # written as P
    message = b"\0\1\0\x54\x21\x12\xa4\x42" + bytes(range(1, 13)) + b"\0\6\0P" + name

    assert "p1.email" in _names(in_body(message))


@pytest.mark.parametrize("text", ["MARÍA SEÑORÍO", "maría señorío", "María Señorío"])
def test_accents_are_read_in_any_case(text):
    body = json.dumps({"v": text}, ensure_ascii=False).encode()

    assert _names(
        Detector({"full_name": "María Señorío"}).find(Request(url="https://t", body=body))
    )


def test_letters_with_a_stroke_are_also_written_without_it():
    body = json.dumps({"v": "Jordan Lukaszyk"}).encode()

    found = Detector({"provider": "Jordan Łukaszyk"}).find(Request(url="https://t", body=body))

    assert _names(found) == {"provider"}


@pytest.mark.parametrize("city, seen", [("Tacoma", True), ("Mobile", False), ("Reading", False)])
def test_a_city_counts_in_any_case_where_it_is_no_other_word(city, seen):
    body = json.dumps({"v": city.lower(), "t": 5}).encode()

    assert bool(Detector({"city": city}).find(Request(url="https://t.test/", body=body))) is seen


def test_a_clients_number_is_no_card_code(in_url):
    assert not in_url("https://t.test/c?cid=739&v=2")


def test_an_ordinary_text_of_marks_says_nothing(in_body):
    assert not in_body((OTHERS * 40).encode())


def test_a_section_of_markup_is_read_alone(in_body):
    body = f"<r><a>1</a><c12><![CDATA[{_marked(1, '<')}]]></c12></r>"

    assert "p1.email" in _names(in_body(body.encode()))


def test_commas_part_a_record_where_others_are_escaped(in_body):
    record = f"id,v\r\nhero,{quote(_marked(2, ','), safe='')}\r\n"

    assert "p1.email" in _names(in_body(record.encode()))


def test_a_longer_number_cut_into_digits_is_not_another_one(in_body):
    card = "4242424242424242"

    assert _names(in_body(json.dumps({"v": list(card)}).encode())) == {"p1.card_number"}
    assert not _names(in_body(json.dumps({"v": [*"3", *card]}).encode()))
    assert not _names(in_body(json.dumps({"v": [*card, *"8"]}).encode()))
