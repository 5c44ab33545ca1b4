"""What is no script is refused, with the reason and what to do."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from scriptward.sources.vet.fetching import MOST_BYTES, address_of, checked_address, code_of
from scriptward.vocabulary.errors import InputError, UnreachableError, UsageError

ANSWERS = {
    "/tag.js": (200, "text/javascript", b"let a = 1;"),
    "/typeless.js": (200, "", b"let a = 1;"),
    "/page": (200, "text/html; charset=utf-8", b"<!doctype html><p>Hello"),
    "/disguised.js": (200, "text/javascript", b"\xef\xbb\xbf \n<!DOCTYPE html><p>Hello"),
    "/gone.js": (404, "text/javascript", b"let a = 1;"),
    "/busy.js": (503, "text/plain", b"later"),
    "/empty.js": (200, "text/javascript", b""),
    "/large.js": (200, "text/javascript", b"//" + b"x" * (MOST_BYTES + 10)),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/moved.js":
            self.send_response(302)
            self.send_header("Location", "/tag.js")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        status, kind, body = ANSWERS[self.path]
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/tag.js", "/typeless.js", "/moved.js"])
def test_a_script_is_fetched_as_it_is(server, path):
    assert code_of(server + path) == b"let a = 1;"


@pytest.mark.parametrize(
    "path,says",
    [
        ("/page", "HTML document"),
        ("/disguised.js", "HTML"),
        ("/gone.js", "404"),
        ("/empty.js", "is empty"),
        ("/large.js", "larger than 8 MB"),
    ],
)
def test_an_address_without_a_script_is_wrong_input(server, path, says):
    with pytest.raises(UsageError) as raised:
        code_of(server + path)

    assert says in str(raised.value)
    assert raised.value.hint


def test_a_server_that_is_busy_is_not_reached(server):
    with pytest.raises(UnreachableError) as raised:
        code_of(f"{server}/busy.js")

    assert "503" in str(raised.value)


def test_nobody_at_a_port_is_not_reached():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(UnreachableError) as raised:
        code_of(f"http://127.0.0.1:{port}/tag.js")

    assert "refused" in str(raised.value)


@pytest.mark.parametrize(
    "content,says",
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\x7fELF\x00\x01\x02", "is binary"),
        (b"<html><script>1</script>", "HTML"),
        (b"//" + b"x" * 20_000_000, "larger than 8 MB"),
    ],
)
def test_a_file_without_a_script_is_wrong_input(tmp_path, content, says):
    file = tmp_path / "tag.js"
    file.write_bytes(content)

    with pytest.raises(InputError) as raised:
        code_of(str(file))

    assert says in str(raised.value)
    assert raised.value.hint


@pytest.mark.parametrize("name", ["nowhere.js", ".", "a\0b"])
def test_what_can_t_be_read_is_wrong_input(tmp_path, name):
    with pytest.raises(InputError):
        code_of(f"{tmp_path}/{name}")


@pytest.mark.parametrize("address", ["tag.js", "ftp://a.test/t.js", "https://", "https://[a/t.js"])
def test_what_is_no_address_is_told(address):
    with pytest.raises(UsageError) as raised:
        checked_address(address)

    assert "https://cdn.example.test/tag.js" in raised.value.hint


def test_a_file_is_served_from_a_made_up_third_party():
    assert address_of("/some/where/my tag.js") == "https://cdn.vetted.test/my%20tag.js"
