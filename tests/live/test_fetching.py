"""One answer of a server that may be hostile, and what is asked for after it."""

import gzip
import re
import socket
import threading
import time

import pytest

from scriptward.sources.live import fetching
from scriptward.sources.live.fetching import fetched
from scriptward.sources.live.reading import own_parts, read
from scriptward.sources.live.response import Role
from scriptward.vocabulary.errors import UnreachableError


@pytest.fixture
def raw():
    """Servers that send what they are given, slowly if it is endless."""
    socks = []

    def serve(chunks):
        sock = socket.create_server(("127.0.0.1", 0))
        socks.append(sock)

        def run():
            while True:
                try:
                    peer, _ = sock.accept()
                    with peer:
                        peer.recv(65_536)
                        for chunk in chunks():
                            peer.sendall(chunk)
                except OSError:
                    if sock.fileno() < 0:
                        return

        threading.Thread(target=run, daemon=True).start()
        return f"http://127.0.0.1:{sock.getsockname()[1]}/"

    yield serve
    for sock in socks:
        sock.shutdown(socket.SHUT_RDWR)
        sock.close()


def dripping():
    yield b"HTTP/1.1 200 OK\r\n"
    for _ in range(100):
        threading.Event().wait(0.1)
        yield b"X: y\r\n"


def endless():
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"
    while True:
        yield b"<a " * 20_000


@pytest.mark.parametrize(
    "chunks,why",
    [
        (dripping, "not whole within 0.5 s"),
        (lambda: [b"SSH-2.0-x\r\n"], "what it answers is no HTTP"),
        (lambda: [b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5_000], "got more than 100 headers"),
        (lambda: [b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"], "65536 bytes"),
        (list, "closed connection"),
    ],
)
def test_a_server_that_stalls_or_floods_is_left(raw, chunks, why):
    url = raw(chunks)
    start = time.monotonic()

    with pytest.raises(UnreachableError, match=re.escape(why)):
        fetched(url, Role.PAGE, within=0.5)

    assert time.monotonic() - start < 2


def test_a_page_without_end_is_read_to_a_limit(raw, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 300_000)

    page = fetched(raw(endless), Role.PAGE, within=5.0)

    assert len(page.body) == 300_000
    assert read(page.body).scripts == []


def test_a_bomb_opens_to_a_limit(raw, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 300_000)
    body = gzip.compress(b"a" * 5_000_000)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"

    assert len(fetched(raw(lambda: [head + body]), Role.PAGE, within=5.0).body) == 300_000


def test_parts_are_few_and_of_the_own_host():
    links = "".join(f'<script src="/{n}.js"></script><img src="//b.test/{n}">' for n in range(99))
    page = read(f"<html>{links}<![x[".encode())

    parts = own_parts("https://a.test/", page, ["new SharedWorker(new URL('w.js', base))"])

    assert [url for _, url in parts] == [
        *(f"https://a.test/{n}.js" for n in range(4)),
        "https://a.test/w.js",
    ]
