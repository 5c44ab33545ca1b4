"""Bodies from the sensor's pieces, whatever stands in them and in the request's headers."""

import pytest

from scriptward.sources.scan import contents
from scriptward.vocabulary.sensor import Content, Piece


def form(*pieces: Piece) -> Content:
    return Content(id="sw:1", form=True, pieces=pieces)


@pytest.mark.parametrize(
    "header",
    [
        "multipart/form-data; boundary=xyz",
        'Multipart/Form-Data; charset=utf-8; boundary="xyz"',
    ],
)
def test_the_requests_own_boundary_parts_the_entries(header):
    body = contents.body(form(Piece(name="a", data="Yg==")), [("content-TYPE", header)])

    assert body.content == (
        b'--xyz\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--xyz--\r\n'
    )
    assert not body.missing


@pytest.mark.parametrize("headers", [[], [("Content-Type", "text/plain; boundary=xyz")]])
def test_a_form_without_a_boundary_still_has_its_entries(headers):
    body = contents.body(form(Piece(name="a", data="Yg==")), headers)

    assert b'name="a"\r\n\r\nb\r\n--' in body.content


def test_a_name_cannot_end_its_header():
    piece = Piece(name='a"\r\nx: y', filename='"\r\n\r\n', type="text/plain", data="")

    body = contents.body(form(piece), [])

    assert b'name="a%22%0D%0Ax: y"; filename="%22%0D%0A%0D%0A"\r\n' in body.content


def test_a_body_with_a_piece_left_out_is_missing():
    content = Content(id="sw:1", whole=False, pieces=(Piece(data="Yg=="),))

    body = contents.body(content, [])

    assert body.content == b"b"
    assert body.missing


@pytest.mark.parametrize("odd", ["\ud800", "=", "é", "x" * 100_000])
def test_odd_pieces_raise_nothing(odd):
    piece = Piece(name=odd, filename=odd, type=odd, data=odd)
    header = ("content-type", f"multipart/form-data; boundary={odd}")

    assert contents.body(form(piece), [header]).content
