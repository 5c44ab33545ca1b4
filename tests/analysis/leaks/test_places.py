import gzip
import json
from urllib.parse import quote

from scriptward.analysis.leaks import Request
from scriptward.vocabulary.request import Message
from scriptward.vocabulary.words import Where

EMAIL = "maria.quill@harborlight.test"


def _places(leaks):
    return [(leak.where, leak.path) for leak in leaks]


def test_each_part_of_the_address_is_a_place_of_its_own(in_url):
    leaks = in_url(f"https://t.test/find/{EMAIL}?email={EMAIL}#/done?mail={EMAIL}")

    assert _places(leaks) == [
        (Where.URL_PATH, "path[1]"),
        (Where.URL_QUERY, "query.email"),
        (Where.URL_FRAGMENT, "fragment"),
    ]


def test_a_label_of_the_host_is_a_place(in_url):
    assert _places(in_url("https://quillfeather.t.test/")) == []
    assert _places(in_url("https://2065550143.t.test/")) == [(Where.HOST, "host")]


def test_a_referer_is_a_header_and_a_cookie_is_a_cookie(detector):
    headers = (("referer", f"https://w.test/?e={EMAIL}"), ("Cookie", f"a=1; who={quote(EMAIL)}"))

    leaks = detector.find(Request(url="https://t.test/", headers=headers))

    assert _places(leaks) == [(Where.HEADER, "header.Referer"), (Where.COOKIE, "cookie.who")]


def test_the_path_goes_through_json(in_body):
    body = json.dumps({"events": [1, {"a": [{}, 2]}, 3, {"properties": {"$el_text": EMAIL}}]})

    assert _places(in_body(body.encode())) == [(Where.BODY, "body.events[3].properties.$el_text")]


def test_the_path_goes_through_json_in_a_json_string(in_body):
    body = json.dumps({"payload": json.dumps({"user": {"email": EMAIL}, "q": '"'})})

    leaks = in_body(body.encode())

    assert _places(leaks) == [(Where.BODY, "body.payload.user.email")]
    assert leaks[0].encoding == ()


def test_json_lines_are_numbered(in_body):
    body = b'{"sent_at":"now"}\n{"type":"event"}\n{"user":"%s"}\n' % EMAIL.encode()

    assert _places(in_body(body)) == [(Where.BODY, "body[2].user")]


def test_a_form_field_is_named_whatever_the_content_type_says(in_body):
    assert _places(in_body(f"a=1&mail={EMAIL}&b=".encode())) == [(Where.BODY, "body.mail")]


def test_a_multipart_field_is_named(in_body):
    body = (
        b"--frontier\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n"
        b'--frontier\r\nContent-Disposition: form-data; name="mail"\r\n\r\n'
        + EMAIL.encode()
        + b"\r\n--frontier--\r\n"
    )

    assert _places(in_body(body)) == [(Where.BODY, "body.mail")]


def test_json_in_a_query_parameter_is_followed(in_url):
    leaks = in_url("https://t.test/?data=" + quote(json.dumps({"u": [{"mail": EMAIL}]})))

    assert _places(leaks) == [(Where.URL_QUERY, "query.data.u[0].mail")]


def test_a_key_that_is_a_value_is_masked_in_the_path(in_body):
    (leak,) = in_body(json.dumps({EMAIL: {"seen": 1}}).encode())

    assert leak.path == "body"


def test_a_value_under_a_key_that_is_one_has_a_masked_path(in_body):
    leaks = in_body(json.dumps({EMAIL: {"email": EMAIL}}).encode())

    assert [leak.path for leak in leaks] == ["body['[email]'].email"]


def test_sent_messages_are_bodies_and_received_ones_are_not_read(detector):
    messages = (
        Message(payload=b"hello"),
        Message(payload=EMAIL.encode(), sent=False),
        Message(payload=gzip.compress(b'["m",{"to":"%s"}]' % EMAIL.encode())),
    )

    leaks = detector.find(Request(url="wss://t.test/", messages=messages))

    assert _places(leaks) == [(Where.BODY, "message[2][1].to")]


def test_two_ways_to_one_value_are_one_leak(in_url):
    leaks = in_url(
        "https://t.test/?q=maria.quill@harborlight.test,%20maria.quill%40harborlight.test"
    )

    assert [(leak.path, leak.encoding) for leak in leaks] == [("query.q", ())]


def test_the_excerpt_has_the_key_and_no_value(in_body):
    (leak,) = in_body(json.dumps({"user": {"email": f"Tell {EMAIL} it is done"}}).encode())

    assert leak.excerpt == "email=[email]"


def test_a_missing_body_is_never_clean(detector):
    leaks = detector.find(Request(url="https://t.test/", body_missing=True))

    assert list(leaks) == []
    assert leaks.not_fully_read == "not fully read: the body is missing from the capture"
