"""A clinic that delivers its policy by the middleware, and what may go wrong on the way."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from scriptward.wsgi import ScriptwardMiddleware

Headers = list[tuple[str, str]]
Answer = tuple[str, Headers, bytes]
Change = Callable[[str, str, Headers, bytes], Answer]
"""Of `(path, status, headers, body)`."""

PAGE = """<!doctype html><html><head><title>Visit</title>
<link rel="stylesheet" href="/style.css"><script src="/app.js"></script></head>
<body><img src="/logo.png"><iframe src="/map"></iframe>
<script src="https://cdn.acme.test/a.js"></script></body></html>"""
FRAME = "<!doctype html><html><head><title>Map</title></head><body>Map</body></html>"
FILES = {
    "/visit/": ("text/html; charset=utf-8", PAGE),
    "/map": ("text/html; charset=utf-8", FRAME),
    "/app.js": ("text/javascript", 'new Worker("/jobs/worker.js");'),
    "/jobs/worker.js": ("text/javascript", "onmessage = () => {};"),
    "/style.css": ("text/css", "p { color: green }"),
    "/logo.png": ("image/png", "png"),
}


def clinic(environ, start):
    path = environ["PATH_INFO"]
    if path == "/_scriptward/csp/www.willow.test":
        start("405 Method Not Allowed", [("Allow", "POST, OPTIONS"), ("Content-Length", "0")])
        return [b""]
    if path == "/visit":
        start("302 Found", [("Location", "/visit/"), ("Content-Length", "0")])
        return [b""]
    if path not in FILES:
        start("404 Not Found", [("Content-Type", "text/html")])
        return [b"<!doctype html><html><head></head><body>none</body></html>"]
    kind, text = FILES[path]
    if environ.get("HTTP_IF_NONE_MATCH") == '"v1"':
        start("304 Not Modified", [("ETag", '"v1"')])
        return [b""]
    start("200 OK", [("Content-Type", kind), ("ETag", '"v1"')])
    return [text.encode()]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def as_is(path, status, headers, body):
    return status, headers, body


@contextlib.contextmanager
def served(policy, change: Change = as_is) -> Iterator[str]:
    """Address of the page of a clinic whose answers somebody changes on their way."""
    site = ScriptwardMiddleware(clinic, policy=policy)

    def changed(environ, start):
        said: list[tuple[str, Headers]] = []
        parts: list[bytes] = []

        def begun(status, headers, *_):
            said.append((status, headers))
            return parts.append

        parts.extend(site(environ, begun))
        status, headers = said[0]
        status, headers, body = change(environ["PATH_INFO"], status, list(headers), b"".join(parts))
        kept = [one for one in headers if one[0].lower() != "content-length"]
        if not status.startswith("304"):
            kept.append(("Content-Length", str(len(body))))
        start(status, kept)
        return [body]

    with make_server("127.0.0.1", 0, changed, Server, Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/visit/"
        server.shutdown()
        thread.join()
