"""What leaves a page, by every way, and with which body."""

import socket

import pytest

from scriptward.vocabulary.capture import Capture, Sending
from scriptward.vocabulary.words import Channel, Outcome, PageStatus

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><title>ways</title><link rel=icon href="data:,">
<link rel=preconnect href="https://early.example/">
<link rel=stylesheet href=/style.css><img src="/pixel?from=parser">
<form id=f method=post action=/target target=inner><input name=q value=typed></form>
<iframe name=inner></iframe><a id=p href="#" ping=/ping>x</a>
<script>
fetch('/text', {method: 'POST', body: 'some text'});
fetch('/bytes', {method: 'POST', body: new Uint8Array([0, 255, 254, 1])});
fetch('/blob', {method: 'POST', body: new Blob(['in a blob'])});
fetch('/large', {method: 'POST', body: 'x'.repeat(3000000)});
const form = new FormData(); form.append('a', 'b');
form.append('file', new File(['in a file'], 'n.txt'));
fetch('/form', {method: 'POST', body: form});
const xhr = new XMLHttpRequest(); xhr.open('POST', '/xhr'); xhr.send('by xhr');
navigator.sendBeacon('/beacon', 'by beacon');
new Image().src = '/pixel?from=script';
new EventSource('/events');
fetch('/moved').then(() => 0);
fetch('/hang-up').catch(() => 0);
document.cookie = 'seen=1'; fetch('/with-cookie');
document.getElementById('f').submit();
document.getElementById('p').click();
addEventListener('pagehide', () => navigator.sendBeacon('/leaving', 'bye'));
</script>"""


@pytest.fixture(scope="module")
def capture(lasting_site, scan):
    def move(request) -> None:
        request.send_response(302)
        request.send_header("location", "/arrived?x=1")
        request.send_header("content-length", "0")
        request.end_headers()

    def hang_up(request) -> None:
        request.connection.shutdown(socket.SHUT_RDWR)

    lasting_site.answers["/moved"] = move
    lasting_site.answers["/hang-up"] = hang_up
    return scan(lasting_site.page("/ways", PAGE, x_seen="yes"))


def one(capture: Capture, path: str) -> Sending:
    (only,) = [
        sending
        for sending in capture.sendings
        if path in sending.request.url and sending.request.url.split(path)[1][:1] in {"", "?"}
    ]
    return only


@pytest.mark.parametrize(
    "path,channel,body",
    [
        ("/text", Channel.FETCH, b"some text"),
        ("/bytes", Channel.FETCH, b"\x00\xff\xfe\x01"),
        ("/blob", Channel.FETCH, b"in a blob"),
        ("/large", Channel.FETCH, b"x" * 3_000_000),
        ("/xhr", Channel.XHR, b"by xhr"),
        ("/beacon", Channel.BEACON, b"by beacon"),
        ("/leaving", Channel.BEACON, b"bye"),
        ("/ping", Channel.PING, b"PING"),
        ("/target", Channel.FORM, b"q=typed"),
        ("/style.css", Channel.CSS, b""),
        ("/pixel?from=parser", Channel.IMAGE, b""),
        ("/pixel?from=script", Channel.IMAGE, b""),
        ("/events", Channel.EVENTSOURCE, b""),
    ],
)
def test_a_send_is_seen_with_its_way_and_body(capture, path, channel, body):
    sending = one(capture, path)

    assert sending.channel is channel
    assert sending.request.body == body
    assert not sending.request.body_missing


def test_a_file_in_a_form_is_read(capture):
    assert b"in a file" in one(capture, "/form").request.body


def test_a_redirect_is_a_hop_of_its_own(capture):
    first = one(capture, "/moved")
    second = one(capture, "/arrived")

    assert first.status == 302
    assert second.redirected_from == first.key
    assert second.status == 200


def test_cookies_are_seen_as_they_left(capture):
    headers = {name.lower(): value for name, value in one(capture, "/with-cookie").request.headers}

    assert headers["cookie"] == "seen=1"


def test_a_request_that_got_no_answer_failed(capture):
    assert one(capture, "/hang-up").outcome is Outcome.FAILED


def test_an_announced_connection_is_listed(capture):
    (early,) = [s for s in capture.sendings if s.channel is Channel.PRECONNECT]

    assert early.request.url == "https://early.example/"


def test_the_script_that_sent_stands_on_the_stack(capture):
    (frame,) = one(capture, "/text").initiator.stack

    assert frame.script in {script.key for script in capture.scripts}
    assert frame.line == 7


def test_the_document_keeps_the_headers_it_came_with(capture):
    (page,) = capture.pages

    assert page.status is PageStatus.COMPLETE
    assert ("x-seen", "yes") in [(name.lower(), value) for name, value in page.headers]


def test_the_self_test_reached_nobody(capture, lasting_site):
    assert not [path for path in lasting_site.paths() if "plant" in path]
