"""A small site over TLS with vendors and a skimmer's host, all on loopback; keeps what arrives."""

import base64
import datetime as dt
import hashlib
import http.server
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PIXEL = base64.b64decode("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==")
INLINE = "window.inlineRan = true;"
HANDLER = "window.handlerRan = true"
PAGES = Path(__file__).parent / "pages"
APP = (PAGES / "app.js").read_text("utf-8")
CHAT = (PAGES / "chat.js").read_text("utf-8")
SKIMMER = "window.skimmerRan = true; reach('drop.jquerry.test', '4111');"
WORKER_TEXT = "postMessage(1)"
PAGE = f"""<!doctype html><title>Clinic</title>
<link rel="stylesheet" href="https://fonts.typo.test/a.css">
<style>body {{ font-family: Typo, sans-serif }}</style>
<script src="/app.js"></script>
<script>{INLINE}</script>
<h1 style="color: navy">Clinic</h1>
<img src="data:image/gif;base64,{base64.b64encode(PIXEL).decode()}" alt="">
<img src="https://img.acme.test/logo.gif" alt="">
<iframe name="sink"></iframe>
<iframe src="https://maps.nook.test/embed"></iframe>
<button onclick="{HANDLER}">Go</button>
<script src="https://cdn.acme.test/chat.js"></script>
"""
CSS = "@font-face { font-family: Typo; src: url(https://fonts.typo.test/a.woff2) }"
FILES = {
    ("www.clinic.test", "/app.js"): ("text/javascript", APP.encode()),
    ("www.clinic.test", "/bare"): ("text/html", b"<!doctype html><title>Bare</title>"),
    ("cdn.acme.test", "/chat.js"): ("text/javascript", CHAT.encode()),
    ("cdn.jquerry.test", "/j.js"): ("text/javascript", SKIMMER.encode()),
    ("fonts.typo.test", "/a.css"): ("text/css", CSS.encode()),
    ("img.acme.test", "/logo.gif"): ("image/gif", PIXEL),
    ("maps.nook.test", "/embed"): ("text/html", b"<!doctype html><p>map</p>"),
}
MOVED = {"/login": "/home"}
"""Redirects of the clinic: a log-in is a POST that leads somewhere."""


def sha256(text: str) -> str:
    """Lower-case hex."""
    return hashlib.sha256(text.encode()).hexdigest()


class Site:
    """What the server is told, and what it saw."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.csp = ""
        self.headers: tuple[tuple[str, str], ...] = ()
        """More headers of every response of the clinic."""
        self.greeted: list[str] = []
        """Hosts that a TLS handshake began with."""
        self.arrived: list[tuple[str, str]] = []
        """`(host, path)`, without query."""

    def hosts(self, suffix: str) -> list[str]:
        """Paths that arrived at hosts of a domain, sorted."""
        return sorted(path for host, path in self.arrived if host.endswith(suffix))


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """The site, until the end of the block."""
    site = Site(0)

    class Answer(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = (self.headers["Host"] or "").partition(":")[0]
            path = self.path.partition("?")[0]
            length = int(self.headers.get("Content-Length") or 0)
            self.rfile.read(length)
            site.arrived.append((host, path))
            own = host == "www.clinic.test"
            skimmed = '<script src="https://cdn.jquerry.test/j.js"></script>'
            page = PAGE + (skimmed if "skim" in self.path else "")
            default = ("text/html", page.encode()) if own else ("image/gif", PIXEL)
            kind, body = FILES.get((host, path), default)
            moved = own and path in MOVED
            self.send_response(302 if moved else 200)
            if moved:
                self.send_header("Location", MOVED[path])
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Access-Control-Allow-Origin", "*")
            if own and site.csp:
                self.send_header("Content-Security-Policy", site.csp)
            for name, value in site.headers if own else ():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815  # the standard library's name

        def log_message(self, *_: object) -> None:
            """Quiet."""

    class Quiet(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Connections that a browser drops are no news."""

    server = Quiet(("127.0.0.1", 0), Answer)
    context = _context(folder)
    context.sni_callback = lambda _socket, name, _context: site.greeted.append(name or "")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _context(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "clinic.test")])
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=7))
        .sign(key, hashes.SHA256())
    )
    path = folder / "site.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
