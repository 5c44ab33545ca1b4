"""Pages that mean harm to a scanner, by name; `serve_all` puts them on a site."""

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection
from websockets.sync.server import serve as serve_sockets

from tests.sources.conftest import Site

ICON = '<link rel=icon href="data:,">'
SEND = "fetch('/sent-by-' + location.pathname.slice(1), {method: 'POST', body: 'still seen'})"
NESTED = """<script>
const depth = Number(new URLSearchParams(location.search).get('d') || 0);
fetch('/deep?d=' + depth);
if (depth < 200) document.write('<iframe src="/frames?d=' + (depth + 1) + '"></iframe>');
</script>"""
POISON = """
const bad = () => { throw new Error('poisoned'); };
for (const name of ['toJSON', 'then', 'length', 'type', 'value', 'message'])
  Object.defineProperty(Object.prototype, name,
    {__proto__: null, get: bad, set: bad, configurable: true});
Function.prototype.call = bad; Function.prototype.apply = bad; Function.prototype.bind = bad;
for (const name of Object.getOwnPropertyNames(Array.prototype))
  if (name !== 'length' && name !== 'constructor') Array.prototype[name] = bad;
JSON.stringify = bad; JSON.parse = bad; Error = bad; Promise = bad; Map = bad; WeakMap = bad;
"""
PAGES = {
    "endless": f"<script>{SEND}</script><script>setTimeout(() => {{ for (;;); }}, 50)</script>",
    "many": f"<script>{SEND}</script>" + "<script>;</script>" * 50_000,
    "dialogues": f"""<script>addEventListener('beforeunload', e => e.preventDefault());
        alert(1); confirm(2); prompt(3); print(); {SEND}</script>""",
    "downloads": f"""<a id=a download=x.exe href="data:application/octet-stream,MZ">x</a>
        <iframe src=/attachment></iframe><script>a.click(); {SEND}</script>""",
    "popups": f"""<script>for (let i = 0; i < 30; i++) open('/popup?' + i); {SEND}</script>""",
    "bomb": "",
    "surrogates": """<script>document.title = 'a\\ud800b\\u0000c';
        fetch('/odd?\\ud800=\\udfff%00', {method: 'POST', body: '\\ud800\\u0000x'});
        const s = document.createElement('script'); s.textContent = 'var lone = "\\ud800"';
        document.head.append(s); location.hash = '\\ud800'</script>
        <input name="n\ufffd&#0;"><input id="a b&quot;]">""",
    "poisoned": f"<script>const f = fetch; {POISON} f('/sent-by-poisoned')"
    "</script><input name=email type=email>",
    "debugger": f"<script>debugger; setInterval(() => {{ debugger; }}, 10); {SEND}</script>",
    "flood": """<script>for (let i = 0; i < 60000; i++) fetch('/f?' + i).catch(() => 0)</script>""",
    "frames": NESTED,
    "vast": "<script>fetch('/vast-body').then(r => r.text()).catch(() => 0);"
    f"new Image().src = '/vast-body'; {SEND}</script>",
    "inline": f"<script>{SEND}</script><script>var big = '{'x' * 20_000_000}'</script>",
}


def serve_all(site: Site) -> None:
    """Put every page, and what it asks for, on a site."""
    for name, text in PAGES.items():
        site.page(f"/{name}", f"<!doctype html><title>{name}</title>{ICON}{text}")
    site.answers["/round"] = round_and_round
    site.answers["/vast-body"] = promise_much
    site.page("/attachment", "MZ", content_disposition="attachment; filename=y.exe")
    bomb = gzip.compress(b"0" * 50_000_000).hex()
    site.page(
        "/bomb",
        f"<title>bomb</title>{ICON}<script>const hex = '{bomb}';"
        "const bytes = Uint8Array.from(hex.match(/../g), h => parseInt(h, 16));"
        "fetch('/sent-by-bomb', {method: 'POST', body: bytes})</script>",
    )


def round_and_round(request: BaseHTTPRequestHandler) -> None:
    request.send_response(302)
    request.send_header("location", f"/round?{time.monotonic_ns()}")
    request.send_header("content-length", "0")
    request.end_headers()


def promise_much(request: BaseHTTPRequestHandler) -> None:
    """2 GB, of which a little comes every now and then."""
    request.send_response(200)
    request.send_header("content-length", str(2 * 1024**3))
    request.end_headers()
    pause = threading.Event()
    while True:
        request.wfile.write(b"x" * 65_536)
        pause.wait(0.02)


def chatter(socket: ServerConnection) -> None:
    """As many frames as the page takes."""
    try:
        while True:
            socket.send("tick" * 10)
    except ConnectionClosed:
        return


def serve_chatter() -> tuple[Server, int]:
    """A socket server on a port of its own."""
    server = serve_sockets(chatter, "127.0.0.1", 0, compression=None)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, server.socket.getsockname()[1]
