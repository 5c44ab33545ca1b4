import base64
import json
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scriptward.analysis.leaks import Detector, Request
from scriptward.vocabulary.request import Message

EMAIL = "maria.quill@harborlight.test"
BOUNDARY = b"------WebKitFormBoundaryQ1\r\n"
CUTTABLE = ("email", "phone", "ssn", "card_number", "dob", "mrn", "full_name", "search_phrase")


@pytest.mark.parametrize(
    "name, body",
    [
        ("phone", b"area=206&exchange=555&line=0143"),
        ("phone", b'{"phone":{"cc":"+1","a":"206","b":"555","c":"0143"},"n":3}'),
        ("phone", b'{"a": 206, "b": 555, "c": "0143"}'),
        ("phone", b'{"v":["206","555","0143"]}'),
        ("phone", b'[{"name":"a","value":"206"},{"name":"b","value":"5550143"}]'),
        ("phone", b"<a>206</a><b>555</b><c>0143</c>"),
        ("phone", b"v=206|555|0143"),
        ("ssn", b"ssn1=078&ssn2=05&ssn3=1129"),
        ("ssn", b"ssn1=078-&ssn2=05&ssn3=-&ssn4=1129"),
        ("card_number", b"a=4242&b=4242&c=4242&d=4242"),
        ("dob", b"y=1980&m=03&d=14"),
        ("dob", b'{"birthMonth":3,"birthDay":14,"birthYear":1980}'),
        ("email", b"user=maria.quill&domain=harborlight.test"),
        ("email", b"user=maria.quill&at=%40&domain=harborlight.test"),
        ("full_name", b"fn=Rose&ln=Quillfeather"),
        ("full_name", b'{"last":"QUILLFEATHER","first":"ROSE"}'),
        ("search_phrase", b"q1=cancer+screening&q2=near+me"),
    ],
)
def test_a_value_in_neighbouring_fields_is_found(in_body, name, body):
    found = in_body(body)

    assert f"p1.{name}" in [leak.name for leak in found]


def test_the_leak_names_the_first_piece_and_shows_no_value(in_body):
    (leak,) = in_body(b"id=8&area=206&exchange=555&line=0143")

    assert (leak.path, leak.where, leak.encoding) == ("body.area", "body", ())
    assert (leak.certainty, leak.excerpt) == ("observed_decoded", "area=[phone]")


def test_pieces_inside_an_encoded_document_have_its_chain(in_url):
    document = base64.b64encode(b'{"a":"maria.qu","b":"ill@harborlight.test"}').decode()

    (leak,) = in_url(f"https://t.test/c?d={quote(document)}")

    assert leak.path == "query.d.a"
    assert [each.value for each in leak.encoding][-1] == "base64"


def test_pieces_in_a_multipart_body_are_found(in_body):
    part = b'Content-Disposition: form-data; name="p%d"\r\n\r\n%s\r\n'
    pieces = [part % (number, text) for number, text in enumerate([b"206", b"555", b"0143"])]

    (leak,) = in_body(BOUNDARY + BOUNDARY.join(pieces) + BOUNDARY.strip() + b"--\r\n")

    assert leak.path == "body.p0"


def test_pieces_in_cookies_are_found(detector):
    headers = (("Cookie", "a=maria.quill; b=harborlight.test; c=1"),)

    (leak,) = detector.find(Request(url="https://t.test/", headers=headers))

    assert (leak.where, leak.path) == ("cookie", "cookie.a")


def test_pieces_in_the_path_are_found(in_url):
    (leak,) = in_url("https://t.test/v1/206/555/0143/end")

    assert (leak.where, leak.path) == ("url-path", "path[1]")


def test_pieces_in_socket_messages_are_found(detector):
    messages = tuple(Message(payload=text) for text in (b"maria.qu", b"ill@harbor", b"light.test"))

    (leak,) = detector.find(Request(url="wss://t.test/s", messages=messages))

    assert (leak.name, leak.path) == ("p1.email", "message[0]")


def test_keystrokes_in_socket_messages_are_found(detector):
    keys = [json.dumps({"t": "key", "v": letter}).encode() for letter in EMAIL]
    messages = tuple(Message(payload=key) for key in keys)

    (leak,) = detector.find(Request(url="wss://t.test/s", messages=messages))

    assert leak.name == "p1.email"


@pytest.mark.parametrize(
    "host",
    [
        "maria.quill.harborlight.test.c.evil.test",
        "6d617269612e717569.6c6c40686172626f72.6c696768742e74657374.evil.test",
        "0.6d617269612e717569.6c6c40686172626f72.6c696768742e74657374.evil.test",
        "nvqxe2lbfzyxk2l.mnragqylsmjxxe3djm.5uhiltumvzxi.evil.test",
        "bWFyaWEucXVpbGxAaGF.yYm9ybGlnaHQudGVzdA.x.evil.test",
    ],
)
def test_chunks_in_host_labels_are_found(in_url, host):
    found = in_url(f"https://{host}/p.gif")

    assert [(leak.name, leak.where, leak.path) for leak in found] == [("p1.email", "host", "host")]


@given(data=st.data(), name=st.sampled_from(CUTTABLE), count=st.integers(2, 4))
@settings(max_examples=150, deadline=None)
def test_a_value_cut_anywhere_is_found(detector, person, data, name, count):
    value = person[f"p1.{name}"]
    pieces = _cut(data.draw, value, count)
    form = urlencode([(f"k{number}", piece) for number, piece in enumerate(pieces)])

    found = detector.find(Request(url="https://t.test/c", method="POST", body=form.encode()))

    assert f"p1.{name}" in [leak.name for leak in found]


@given(data=st.data(), name=st.sampled_from(CUTTABLE), count=st.integers(2, 4))
@settings(max_examples=100, deadline=None)
def test_a_value_cut_anywhere_is_found_in_a_document(detector, person, data, name, count):
    value = person[f"p1.{name}"]
    pieces = _cut(data.draw, value, count)
    body = json.dumps({"t": "x", "d": {f"k{n}": piece for n, piece in enumerate(pieces)}, "u": 2})

    found = detector.find(Request(url="https://t.test/c", body=body.encode()))

    assert f"p1.{name}" in [leak.name for leak in found]


@pytest.mark.parametrize(
    "body",
    [
        b"area=206&exchange=555&line=0144",
        b"area=206&exchange=555",
        b"line=0143&exchange=555&area=206",
        b"area=206&x=1&y=2&z=3&exchange=555&q=7&line=0143",
        b"y=1980&m=3&d=15",
        b"w=1980&h=3&z=14",
        b"w=1980&h=3&z=14&dpr=2",
        b'{"v":[1980,3,14]}',
        b"a=2065550143",
        b"a=2065550&b=143777",
        b"v=07&w=80&x=511&y=30",
        b"user=maria&domain=harborlight.test",
        b"user=maria.quill&domain=example.test",
        b'["cancer","screening"]',
        b"mrn=MRN&id=40417734",
        b"n=2&x=t&a=065550143",
        b"a=206555014&x=t&n=3",
        b"mrn=MRN4041773&x=8&n=3",
    ],
)
def test_fields_that_make_no_value_are_quiet(detector, body):
    found = detector.find(Request(url="https://t.test/c", body=body))

    assert [leak for leak in found if leak.certainty == "observed_decoded"] == []


def test_words_of_a_page_address_are_no_split_phrase():
    detector = Detector({"p1.condition": "breast cancer"})

    assert list(detector.find(Request(url="https://h.test/breast/cancer/care"))) == []


def test_numbers_that_count_up_are_no_split_number():
    detector = Detector({"p1.ssn": "123-45-6789"})

    assert list(detector.find(Request(url="https://h.test/", body=b"[1,2,3,4,5,6,7,8,9]"))) == []


def test_a_value_that_stands_whole_is_said_once(in_body):
    found = in_body(b'{"phone":"(206) 555-0143","parts":["206","555","0143"]}')

    assert [leak.name for leak in found] == ["p1.phone"]


@given(body=st.binary(max_size=400), url=st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read(detector, body, url):
    messages = (Message(payload=body), Message(payload=body[::-1]))

    detector.find(Request(url=f"https://{url}", body=body, messages=messages))


@pytest.mark.parametrize(
    "body",
    [
        b"&".join([b"a=2", b"b=m", b"c=07", b"d=19"] * 2000),
        b"&".join([b"a=206&b=555&c=0143"] * 1500),
        b"a=4242&" * 4000,
        b"fn=Rose&ln=Quillfeather&" * 1200,
        b"age=46&yob=1980&last4=4242&" * 1000 + b"email=maria.quill@harborlight.test",
        b"4242 **** **** 4242 m***@harborlight.test " * 700 + b"maria.quill@harborlight.test",
        b"*" * 30_000 + b"maria.quill@harborlight.test",
        b"m" * 30_000 + b"**maria.quill@harborlight.test",
    ],
)
def test_a_flood_of_pieces_is_read_in_time(in_body, body):
    found = in_body(body)

    assert len(found) < 12
    assert found.not_fully_read == ""


def _cut(draw, value: str, count: int) -> list[str]:
    """Pieces with a letter or digit in each."""
    inside = [at for at in range(1, len(value)) if value[at].isalnum() and value[at - 1].isalnum()]
    ends = st.lists(st.sampled_from(inside), min_size=count - 1, max_size=count - 1, unique=True)
    at = sorted(draw(ends))
    return [value[first:last] for first, last in zip([0, *at], [*at, len(value)], strict=True)]


@pytest.mark.parametrize("charset", ["utf-16-be", "utf-16-le"])
def test_letters_of_utf16_are_no_pieces(charset):
    body = '<?xml version="1.0"?><r><i n="846255501155"/></r>'.encode(charset)

    found = Detector({"phone": "+1 462 555 0115"}).find(
        Request(url="https://t.test/c", method="POST", body=body)
    )

    assert list(found) == []
