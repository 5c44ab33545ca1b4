"""Bodies and messages as tools lose, mark and spoil them."""

import base64
import gzip

import pytest

from scriptward.sources.har.request import request_of

PACKED = gzip.compress(b'{"email": "maria.quill@harborlight.test"}', mtime=0)
URL = "https://t.test/c"
JSON = {"mimeType": "application/json"}


def sent(**request):
    """The request of an entry."""
    return request_of({"request": {"method": "POST", "url": URL, **request}})


def posted(size=0, **post_data):
    return sent(bodySize=size, postData=post_data)


def socket(messages, name="_webSocketMessages"):
    return request_of({"request": {"url": "wss://t.test/s"}, name: messages})


def base64_of(data):
    return base64.b64encode(data).decode()


@pytest.mark.parametrize(
    "text",
    [
        base64_of(PACKED),
        base64_of(PACKED).rstrip("="),
        base64.urlsafe_b64encode(PACKED).decode(),
        base64.encodebytes(PACKED).decode(),
        f" {base64_of(PACKED)}\r\n",
    ],
)
def test_base64_of_any_writing_is_decoded(text):
    assert posted(text=text, encoding="base64").body == PACKED


@pytest.mark.parametrize("text", ["Oncology", "a@b.test", "{}", "Knee", "n=1&m=2", "José"])
@pytest.mark.parametrize("size", [0, 8])
def test_a_mark_that_lies_leaves_the_text(text, size):
    request = posted(text=text, encoding="base64", size=size and len(text.encode()))

    assert request.body == text.encode()
    assert not request.body_missing


def test_a_short_word_is_decoded_where_its_size_says_so():
    assert posted(text="T25j", encoding="base64", size=3).body == b"Onc"


def test_base64_without_a_mark_is_told_by_its_size():
    assert posted(text=base64_of(PACKED), size=len(PACKED)).body == PACKED
    assert posted(text="T25jb2xvZ3k", size=11).body == b"T25jb2xvZ3k"


def test_escaped_bytes_of_mitmproxy_are_bytes_again():
    text = PACKED.decode("utf-8", errors="surrogateescape")

    request = posted(text=text, size=len(PACKED))

    assert request.body == PACKED
    assert not request.body_missing


@pytest.mark.parametrize("size", [0, 11])
def test_utf8_that_was_read_as_latin1_is_utf8_again(size):
    text = "José Peña".encode().decode("latin-1")

    assert posted(text=text, size=size).body == "José Peña".encode()


def test_letters_that_a_tool_counted_are_no_bytes():
    request = posted(text="José Peña", size=9)

    assert request.body == "José Peña".encode()
    assert not request.body_missing


def test_bytes_that_became_letters_are_bytes_again():
    data = bytes(range(1, 256))

    assert posted(text=data.decode("latin-1"), size=255).body == data


def test_a_destroyed_body_is_missing():
    assert posted(text=PACKED.decode("utf-8", errors="replace"), size=len(PACKED)).body_missing


def test_a_body_that_was_cut_is_missing_and_searched():
    request = posted(text='{"email": "maria', size=400)

    assert request.body == b'{"email": "maria'
    assert request.body_missing


def test_a_packed_body_that_the_tool_unpacked_is_whole():
    headers = [{"name": "Content-Encoding", "value": "gzip"}]

    request = sent(headers=headers, bodySize=28, postData={"text": '{"a": 1}'})

    assert not request.body_missing


@pytest.mark.parametrize(
    "request_fields",
    [
        {"bodySize": "512"},
        {"postData": {"mimeType": "text/plain", "_file": "a.bin"}},
        {"postData": {"mimeType": "text/plain", "_sha1": "ab"}},
        {"postData": {"mimeType": "", "text": "", "comment": "Request bodies are not included."}},
        {"_requestBodyStatus": "discarded:too-large"},
        {"headers": [{"name": "content-length", "value": 512}]},
        {"headers": {"Content-Length": "512"}},
    ],
)
def test_a_tool_that_kept_no_body_says_it_in_many_ways(request_fields):
    assert sent(**request_fields).body_missing


def test_content_beside_the_body_is_taken():
    kept = {"text": base64_of(PACKED), "size": len(PACKED), "encoding": "base64"}

    assert sent(_content=kept, bodySize=len(PACKED)).body == PACKED


@pytest.mark.parametrize(
    "post_data,body",
    [
        ("a=1", b"a=1"),
        ({"text": {"a": ["é"]}}, '{"a": ["é"]}'.encode()),
        ({"params": {"a": 1, "b": "x y"}}, b"a=1&b=x+y"),
        ({"params": [["a", "1"], {"name": "b", "value": None}]}, b"a=1&b="),
        ({"params": [{"name": "", "value": "a@b.test"}]}, b"=a%40b.test"),
        ({"params": [{"name": "a", "value": "50% & more"}]}, b"a=50%25+%26+more"),
        ({**JSON, "params": [{"name": "a", "value": {"b": 1}}]}, b'{"a": {"b": 1}}'),
        ({**JSON, "params": [{"name": "a", "value": "b"}]}, b'{"a": "b"}'),
        ({"params": [None, 7, "x"]}, b""),
        (None, b""),
        ([1], b""),
    ],
)  # fmt: skip
def test_a_body_of_another_type_is_written_as_it_would_be(post_data, body):
    assert sent(postData=post_data).body == body


@pytest.mark.parametrize(
    "message,payload,is_sent",
    [
        ({"type": "send", "opcode": 1, "data": "é"}, "é".encode(), True),
        ({"type": "receive", "opcode": 1, "data": "a"}, b"a", False),
        ({"type": "send", "opcode": 2, "data": base64_of(PACKED)}, PACKED, True),
        ({"type": "send", "opcode": 2, "data": "no base64!"}, b"no base64!", True),
        ({"opcode": 1, "mask": True, "payloadData": "a"}, b"a", True),
        ({"opcode": 1, "mask": False, "payloadData": "a"}, b"a", False),
        ({"direction": "incoming", "payload": "a"}, b"a", False),
        ({"direction": "client-to-server", "payload": "a"}, b"a", True),
        ({"isBinary": True, "fromClient": False, "content": "AQI="}, b"\x01\x02", False),
        ({"data": {"a": 1}}, b'{"a": 1}', True),
        ("a", b"a", True),
        (None, b"", True),
    ],
)
def test_messages_of_every_shape_keep_their_way(message, payload, is_sent):
    (found,) = socket([message]).messages

    assert (found.payload, found.sent) == (payload, is_sent)


@pytest.mark.parametrize(
    "name", ["_webSocketMessages", "webSocketMessages", "_websocket_messages", "_webSocketFrames"]
)
def test_messages_are_found_under_every_name(name):
    request = socket([{"data": "a"}], name=name)

    assert [message.payload for message in request.messages] == [b"a"]
    assert not request.body_missing


def test_a_socket_that_was_silent_is_whole_and_one_without_a_list_is_not():
    assert not socket([]).body_missing
    assert sent(url="wss://t.test/s").body_missing
    assert sent(headers=[{"name": "Upgrade", "value": "websocket"}]).body_missing


@pytest.mark.parametrize(
    "url,host,whole",
    [
        ("/c?a=1", "t.test", "https://t.test/c?a=1"),
        ("//t.test/c", "", "https://t.test/c"),
        ("t.test:8443/c", "", "https://t.test:8443/c"),
        (" HTTPS://t.test/c ", "", "HTTPS://t.test/c"),
        ("*", "t.test", "https://t.test"),
    ],
)
def test_an_address_without_its_beginning_is_made_whole(url, host, whole):
    request = sent(url=url, headers=[{"name": "Host", "value": host}])

    assert request.url == whole


@pytest.mark.parametrize(
    "url",
    ["data:,x", "blob:https://w.test/1", "about:blank", "chrome-extension://a/b", "file:///a"],
)
def test_what_stays_in_the_browser_is_no_request(url):
    assert request_of({"request": {"url": url}}) is None
