"""Captures as tools write them: each test states one quirk."""

import base64
import gzip
import json
from pathlib import Path

import pytest

from scriptward.sources.har_import import entry_of, read_hars
from scriptward.vocabulary.errors import HarError
from scriptward.vocabulary.words import Channel, Outcome, ScriptKind

CAPTURES = sorted((Path(__file__).parents[1] / "data" / "har").glob("*.har.gz"))


@pytest.fixture
def captured(tmp_path):
    """The capture of a HAR with these entries."""

    def read(*entries, raw=None, **log):
        path = tmp_path / "a.har"
        document = {"log": {"creator": {"name": "tool", "version": "1"}, **log, "entries": entries}}
        path.write_bytes(raw if raw is not None else json.dumps(document).encode())
        return read_hars([path])

    return read


def entry(url="https://w.test/", mime="text/html", **fields):
    request = {"method": "GET", "url": url, "headers": [], **fields.pop("request", {})}
    response = {"status": 200, "headers": [], "content": {"mimeType": mime}}
    return {"request": request, "response": {**response, **fields.pop("response", {})}, **fields}


def posted(**post_data):
    return {"method": "POST", "postData": post_data}


def body_of(capture):
    return capture.sendings[0].request.body


@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.name.partition(".")[0])
def test_each_shipped_capture_is_read_whole(path):
    capture = read_hars([path])

    assert capture.failures == ()
    assert len(capture.pages) == 1
    assert capture.pages[0].url.startswith("https://")
    assert capture.started_at.startswith("2025-04-28T15:2")


def test_all_captures_are_one_capture_with_keys_of_their_own():
    capture = read_hars(CAPTURES)

    assert len(capture.sendings) == 2380
    assert len({sending.key for sending in capture.sendings}) == 2380
    assert len(capture.pages) == 19


def test_the_key_of_a_sending_ends_in_its_entry(captured):
    capture = captured(entry("data:text/plain,x"), entry(), entry("https://t.test/p.gif"))

    assert [entry_of(sending) for sending in capture.sendings] == [1, 2]


def test_a_body_in_params_only_is_put_together(captured):
    params = [{"name": "email", "value": "a@b.test"}, {"name": "q", "value": "x%20y"}]

    capture = captured(entry(request=posted(params=params)))

    assert body_of(capture) == b"email=a%40b.test&q=x%20y"


def test_multipart_params_keep_their_values_as_they_were(captured):
    params = [{"name": "mail", "value": "a@b.test"}]
    mime = "multipart/form-data; boundary=x"

    capture = captured(entry(request=posted(mimeType=mime, params=params)))

    assert b'name="mail"\r\n\r\na@b.test\r\n' in body_of(capture)


def test_a_base64_body_is_decoded(captured):
    text = base64.b64encode(b"\x01\x02a@b.test").decode()

    capture = captured(entry(request=posted(text=text, encoding="base64")))

    assert body_of(capture) == b"\x01\x02a@b.test"


def test_a_base64_mark_that_lies_leaves_the_text(captured):
    capture = captured(entry(request=posted(text='{"a":"b@c.test"}', encoding="base64")))

    assert body_of(capture) == b'{"a":"b@c.test"}'


def test_a_compressed_body_that_became_a_string_is_bytes_again(captured):
    text = gzip.compress(b"a@b.test").decode("latin-1")

    assert gzip.decompress(body_of(captured(entry(request=posted(text=text))))) == b"a@b.test"


@pytest.mark.parametrize(
    "request_fields",
    [
        {"method": "POST", "bodySize": 512},
        {"method": "POST", "headers": [{"name": "Content-Length", "value": "512"}]},
        {"method": "POST", "bodySize": 512, "postData": {"text": ""}},
        {"method": "POST", "bodySize": 512, "postData": {"text": "only the beginning"}},
        {"method": "POST", "postData": {"text": "\x1f\ufffd\x08\x00 destroyed"}},
    ],
)
def test_a_body_the_tool_lost_is_said(captured, request_fields):
    capture = captured(entry(request=request_fields))

    assert capture.sendings[0].request.body_missing
    assert "lost the body of 1 requests" in capture.unseen[1]


def test_a_post_without_a_body_is_no_loss(captured):
    capture = captured(entry(request={"method": "POST", "bodySize": 0}))

    assert not capture.sendings[0].request.body_missing


def test_a_query_in_its_list_only_is_put_into_the_address(captured):
    query = [{"name": "q", "value": "a b"}, {"name": "c", "value": "1"}]

    capture = captured(entry("https://w.test/s#top", request={"queryString": query}))

    assert capture.sendings[0].request.url == "https://w.test/s?q=a+b&c=1#top"


def test_cookies_in_their_list_only_become_a_header(captured):
    cookies = [{"name": "a", "value": "1"}, {"name": "b", "value": "2"}]

    capture = captured(entry(request={"cookies": cookies}))

    assert capture.sendings[0].request.headers == (("Cookie", "a=1; b=2"),)


def test_socket_messages_are_kept_in_order_with_their_direction(captured):
    messages = [
        {"type": "send", "opcode": 1, "data": "hi"},
        {"type": "receive", "opcode": 1, "data": "yo"},
        {"type": "send", "opcode": 2, "data": "AQI="},
    ]

    capture = captured(entry("wss://w.test/s", _webSocketMessages=messages))

    sent = [(m.payload, m.sent) for m in capture.sendings[0].request.messages]
    assert sent == [(b"hi", True), (b"yo", False), (b"\x01\x02", True)]


def test_a_truncated_file_gives_its_whole_entries_and_names_the_byte(captured):
    whole = json.dumps({"log": {"entries": [entry(), entry("https://t.test/a.js")]}})

    capture = captured(raw=whole[:176].encode() + b', {"request": {"url": 5, ')

    assert len(capture.sendings) == 1
    (failure,) = capture.failures
    assert failure == (
        "a.har: the file ends at byte 201, line 1; 1 whole entry kept, up to byte 178"
    )


def test_a_truncated_gzip_file_gives_its_whole_entries(tmp_path):
    rows = [entry(f"https://t.test/{n}/{n * 7919 % 10007}") for n in range(3000)]
    packed = gzip.compress(json.dumps({"log": {"entries": rows}}).encode())
    path = tmp_path / "a.har.gz"
    path.write_bytes(packed[: len(packed) // 2])

    capture = read_hars([path])

    assert 500 < len(capture.sendings) < 3000
    assert "the gzip file ends early" in capture.failures[0]


def test_a_file_without_an_entry_to_read_is_an_error_with_its_place(captured):
    with pytest.raises(HarError, match=r"no capture: the file ends at byte 10, line 1"):
        captured(raw=b'{"log": {"')


@pytest.mark.parametrize("raw", [b"{}", b'{"log": []}', b'{"log": {"entries": {}}}'])
def test_an_object_without_entries_is_no_capture(captured, raw):
    with pytest.raises(HarError, match=r"no capture: it has no log\.entries"):
        captured(raw=raw)


def test_broken_entries_are_failures_and_the_others_are_kept(captured):
    capture = captured(None, 7, {}, {"request": None}, {"request": {"url": 5}}, entry())

    assert len(capture.sendings) == 1
    assert capture.failures[0] == "a.har: entry 0 has no request with an address"
    assert len(capture.failures) == 5


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_marks_and_latin1_are_read(captured, mark):
    raw = json.dumps({"log": {"entries": [entry("https://w.test/é")]}}, ensure_ascii=False)
    data = mark + raw.encode("utf-8" if mark else "latin-1")

    assert captured(raw=data).sendings[0].request.url == "https://w.test/é"


def test_nan_lone_surrogates_and_control_characters_are_no_errors(captured):
    raw = b'{"log":{"entries":[{"time":NaN,"request":{"url":"https://w.test/\\ud800\x01"}}]}}'

    assert captured(raw=raw).sendings[0].request.url == "https://w.test/\ud800\x01"


@pytest.mark.parametrize("date", [None, {}, 7, "yesterday", "", "9999-99-99"])
def test_dates_of_any_kind_are_no_errors(captured, date):
    capture = captured(entry(startedDateTime=date), pages=None)

    assert capture.started_at.endswith("Z")
    assert "no usable times" in capture.unseen[-1]


def test_pages_without_a_list_are_told_by_navigations(captured):
    navigated = {"headers": [{"name": "Sec-Fetch-Dest", "value": "document"}]}
    capture = captured(
        entry("https://w.test/a", request=navigated),
        entry("https://t.test/x.js", "text/javascript"),
        entry("https://w.test/b", request=navigated),
        entry(
            "https://t.test/f", request={"headers": [{"name": "sec-fetch-dest", "value": "iframe"}]}
        ),
    )

    assert [page.url for page in capture.pages] == ["https://w.test/a", "https://w.test/b"]
    assert capture.sendings[3].page == capture.pages[1].key
    assert capture.sendings[3].channel is Channel.FRAME


def test_what_a_proxy_saw_before_the_first_document_belongs_to_it(captured):
    navigated = {"headers": [{"name": "Sec-Fetch-Dest", "value": "document"}]}

    capture = captured(
        entry("https://t.test:443", mime="", request={"method": "CONNECT"}),
        entry("https://w.test/a", request=navigated),
    )

    assert [page.url for page in capture.pages] == ["https://w.test/a"]
    assert capture.sendings[0].request.body_missing
    assert "The proxy did not open 1 tunnels: what went through them is not known." in (
        capture.unseen
    )


def test_a_redirect_is_followed_to_its_next_hop(captured):
    hop = {"status": 302, "headers": [{"name": "Location", "value": "/b"}]}

    capture = captured(entry("https://w.test/a", response=hop), entry("https://w.test/b"))

    assert capture.sendings[1].redirected_from == capture.sendings[0].key
    assert [s.channel for s in capture.sendings] == [Channel.NAVIGATION, Channel.NAVIGATION]
    assert capture.pages[0].url == "https://w.test/b"


def test_a_blocked_and_a_failed_request_are_told_apart(captured):
    capture = captured(
        entry(response={"status": 0, "_error": "net::ERR_BLOCKED_BY_CLIENT"}),
        entry(response={"status": 0, "_error": "net::ERR_NAME_NOT_RESOLVED"}),
        entry(response={"status": 0}),
    )

    outcomes = [sending.outcome for sending in capture.sendings]
    assert outcomes == [Outcome.BLOCKED, Outcome.FAILED, Outcome.SENT]


def test_scripts_have_hash_loader_and_integrity(captured):
    page = (
        '<title>T</title><h1>Find</h1><script src="/a.js" integrity="sha384-x"></script>'
        "<script>go()</script>"
    )
    frames = [
        {"url": "https://w.test/a.js", "lineNumber": 1, "columnNumber": 2, "functionName": "l"}
    ]
    stack = {"type": "script", "stack": {"callFrames": frames}}
    capture = captured(
        entry(response={"content": {"mimeType": "text/html", "text": page}}),
        entry(
            "https://w.test/a.js",
            response={"content": {"mimeType": "text/javascript", "text": "load()"}},
            _initiator={"type": "parser", "url": "https://w.test/", "lineNumber": 0},
        ),
        entry("https://t.test/b.js", "application/javascript", _initiator=stack),
    )

    first, second, inline = capture.scripts
    assert first.sha256 == "427e505584f3aacc678f48a59b697e590654df4d589b054192c103a1967f15b9"
    assert (first.loaded_by, first.integrity, first.size) == ("document", "sha384-x", 6)
    assert (second.loaded_by, second.sha256) == (first.key, "")
    assert (inline.kind, inline.source) == (ScriptKind.INLINE, "go()")
    assert capture.sendings[2].initiator.stack[0].script == first.key
    assert (capture.pages[0].title, capture.pages[0].headings) == ("T", ("Find",))
