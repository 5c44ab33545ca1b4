"""A small clinic where a visit is booked: a vendor for that, opening hours, a style, a tracker."""

from demo.clinic.connection import Reply
from demo.clinic.record import Arrival
from demo.clinic.site import PIXEL, sharing

HTML = ("Content-Type", "text/html; charset=utf-8")
CODE = ("Content-Type", "text/javascript; charset=utf-8")
STYLE = ("Content-Type", "text/css; charset=utf-8")
JSON = ("Content-Type", "application/json")

BOOK = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Book a visit</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="https://fonts.typehouse.test/clinic.css">
</head><body><h1>Book a visit</h1><p id="hours"></p>
<form><label>Full name <input id="name" name="name" autocomplete="name"></label>
<label>Phone <input id="phone" name="phone" autocomplete="tel"></label>
<label>Reason for your visit <input id="reason" name="reason"></label></form>
<div id="slots"></div><p id="done"></p>
<script src="/app.js"></script><script src="https://embed.acme.test/schedule.js"></script>
<script src="https://t.beacon.test/t.js"></script></body></html>"""
APP = """fetch("https://api.hours.test/today").then((answer) => answer.json()).then((today) => {
  document.querySelector("#hours").textContent = "Open today until " + today.until;
}).catch(() => {});"""
SCHEDULE = """const slot = document.createElement("button");
slot.type = "button"; slot.id = "slot"; slot.textContent = "Tuesday 9:00";
document.querySelector("#slots").append(slot);
slot.addEventListener("click", () => {
  const value = (id) => document.querySelector(id).value;
  const asked = {name: value("#name"), phone: value("#phone"), reason: value("#reason")};
  fetch("https://embed.acme.test/book", {method: "POST", body: JSON.stringify(asked)})
    .then((answer) => answer.json())
    .then((answer) => { document.querySelector("#done").textContent = answer.said; })
    .catch(() => navigator.sendBeacon("https://embed.acme.test/later", JSON.stringify(asked)));
});"""
TRACKER = """document.addEventListener("change", (event) => {
  new Image().src = "https://t.beacon.test/p?v=" + encodeURIComponent(event.target.value);
});"""
CLINIC_CSS = "body { background: #d8e8d0; } h1 { font-size: 60px; color: #204020; }"
_FILES = {
    "www.willow.test/book": (HTML, BOOK),
    "www.willow.test/app.js": (CODE, APP),
    "embed.acme.test/schedule.js": (CODE, SCHEDULE),
    "embed.acme.test/book": (JSON, '{"said": "Booked"}'),
    "api.hours.test/today": (JSON, '{"until": "17:00"}'),
    "fonts.typehouse.test/clinic.css": (STYLE, CLINIC_CSS),
    "t.beacon.test/t.js": (CODE, TRACKER),
}

JOURNEY = """start: https://www.willow.test/book
steps:
  - wait: {selector: "text=Open today"}
  - fill: {selector: "#name", value: name}
  - fill: {selector: "#phone", value: phone}
  - fill: {selector: "#reason", value: reason}
  - click: "#slot"
  - wait: {selector: "text=Booked"}
"""

SCRIPT_LINE = """  - match: "https://embed.acme.test/schedule.js"
    owner: acme-scheduling
    approved: {by: web-team, date: 2026-03-01, why: "online booking"}
"""
HOURS_LINE = "  - {id: R2, permit: send, to: hours, pages: [appointment_form], data: []}\n"
POLICY = f"""# What the front desk agreed to.
version: 1
site: www.willow.test
mode: observe
defaults: {{"*": forbid}}
pages:
  book: {{match: ["/book"], class: appointment_form}}
recipients:
  self: {{hosts: [www.willow.test]}}
  # Signed by the front desk.
  acme-scheduling:
    hosts: [embed.acme.test]
    baa: {{signed: 2026-03-01, ref: "BAA-17", data: [name, phone, appointment]}}
  hours: {{hosts: [api.hours.test], baa: none}}
  typehouse: {{hosts: [fonts.typehouse.test], baa: none}}
scripts:
  - match: "https://www.willow.test/**"
    owner: self
    approved: {{by: web-team, date: 2026-03-01, why: "our own code"}}
{SCRIPT_LINE}rules:
  - {{id: own, permit: [load, send], to: self}}
  - {{id: own-read, permit: read, from: {{party: first}}}}
  - id: R1  # booking, and no more
    permit: send
    to: acme-scheduling
    pages: [appointment_form]
    data: [name, phone, appointment]
  - {{id: acme-read, permit: read, from: acme-scheduling}}
{HOURS_LINE}  - {{id: R3, permit: send, to: typehouse, data: [], via: style}}
"""


def site(arrival: Arrival) -> Reply:
    """The answer to one request, whatever the host."""
    found = _FILES.get(arrival.host + arrival.path)
    if found is None:
        return Reply(headers=(("Content-Type", "image/gif"), *sharing(arrival)), body=PIXEL)
    kind, text = found
    return Reply(headers=(kind, *sharing(arrival)), body=text.encode())
