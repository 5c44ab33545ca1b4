"""What must go on working under every defence: a small site with a log-in, links and a download."""

from demo.clinic.connection import Reply
from demo.clinic.record import Arrival
from demo.clinic.site import PIXEL
from tests.channels.defences import CDN, Defence

TOKEN = "keeps"
HTML = ("Content-Type", "text/html; charset=utf-8")
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<link rel="icon" href="data:,">{guard}</head><body><h1>{title}</h1>{body}</body></html>"""
_HOME = f"""
<form action="/keeps/log-in" method="post"><input name="user" value="ada">
<button id="log-in">Log in</button></form>
<a id="sso" href="/keeps/sso">Log in by another</a> <a id="call" href="tel:+15550100">Call</a>
<a id="mail" href="mailto:desk@clinic.test">Write</a> <a id="next" href="/keeps/next">Next</a>
<a id="download" href="/keeps/letter.bin" download>Letter</a>
<img id="own" alt="" src="/keeps/a.gif"> <img id="partner" alt="" src="https://{CDN}/keeps/a.gif">
<iframe title="calendar" src="https://{CDN}/keeps/frame"></iframe>
<script src="/w/keeps.js"></script>"""
_SCRIPT = b"""
fetch("/keeps/data").then((r) => r.text()).then((text) => { document.title = text; });
const asked = new XMLHttpRequest();
asked.onload = () => { document.body.dataset.xhr = asked.responseText; };
asked.open("GET", "/keeps/data");
asked.send();
"""
_FILES = {
    "data": ("text/plain", b"ready"),
    "a.gif": ("image/gif", PIXEL),
    "letter.bin": ("application/octet-stream", b"letter"),
}


def answered(arrival: Arrival, defence: Defence | None, tag: str) -> Reply | None:
    """The answer, if it is for this small site, or the recipient's part of it (no `defence`)."""
    headers = defence.headers(TOKEN) if defence else ()
    if arrival.path == "/w/keeps.js":
        return Reply(headers=(("Content-Type", "text/javascript"), *headers), body=_SCRIPT)
    if not arrival.path.startswith("/keeps"):
        return None
    name = arrival.path.removeprefix("/keeps").strip("/")
    moved = {"log-in": "/keeps/welcome", "sso": f"https://{CDN}/keeps/sso"}
    if name in moved and defence:
        return Reply(status=302, headers=(*headers, ("Location", moved[name])))
    if name in _FILES:
        kind, body = _FILES[name]
        return Reply(headers=(("Content-Type", kind), *headers), body=body)
    titles = {"": "Clinic", "welcome": "Welcome", "next": "Next", "back": "Back"}
    text = _PAGE.format(title=titles.get(name, name), guard=tag, body="" if name else _HOME)
    return Reply(headers=(HTML, *headers), body=text.encode())
