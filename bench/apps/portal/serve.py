"""A portal of real front-end packages: editor, calendar, map, upload, card form, service worker.

Started with PORT, PLANT (HTML for the head) and PACKAGES (the folder of node_modules) set.
"""

import os
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

PACKAGES = os.environ["PACKAGES"]
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Your visit</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/node_modules/leaflet/dist/leaflet.css">
<link rel="stylesheet" href="/node_modules/flatpickr/dist/flatpickr.min.css">
<link rel="stylesheet" href="/node_modules/uppy/dist/uppy.min.css">
PLANT</head><body><h1>Your visit</h1>
<form id="visit"><label>Full name <input id="name" name="name" autocomplete="name"></label>
<label>E-mail <input id="email" name="email" type="email" autocomplete="email"></label>
<label>Day <input id="day" name="day"></label>
<label>What is it about <textarea id="story" name="story"></textarea></label>
<button id="send">Send</button></form><p id="sent"></p>
<div id="map" style="width: 512px; height: 256px"></div><p id="tiles"></p>
<button id="attach">Attach the letter</button><div id="files"></div><p id="uploaded"></p>
<div id="card-place"></div><p id="paid"></p><p id="offline"></p>
<script src="/node_modules/tinymce/tinymce.min.js"></script>
<script src="/node_modules/flatpickr/dist/flatpickr.min.js"></script>
<script src="/node_modules/leaflet/dist/leaflet.js"></script>
<script src="/node_modules/uppy/dist/uppy.min.js"></script>
<script src="https://js.cardhall.test/v1.js"></script>
<script src="/portal.js"></script></body></html>"""
SCRIPT = """const say = (id, text) => { document.querySelector(id).textContent = text; };
tinymce.init({selector: "#story", license_key: "gpl", height: 200, promotion: false,
  plugins: "lists link table", toolbar: "bold bullist"});
flatpickr("#day", {defaultDate: "2031-03-02", animate: false});
const map = L.map("map", {zoomAnimation: false, fadeAnimation: false});
map.setView([42.36, -71.06], 12);
const tiles = L.tileLayer("https://tiles.mapstead.test/{z}/{x}/{y}.gif").addTo(map);
tiles.on("load", () => say("#tiles", "Map shown"));
const uppy = new Uppy.Uppy({autoProceed: true}).use(Uppy.StatusBar, {target: "#files"})
  .use(Uppy.XHRUpload, {endpoint: "/upload"});
uppy.on("complete", (done) => say("#uploaded", done.successful.length + " file uploaded"));
document.querySelector("#attach").addEventListener("click", () => {
  uppy.addFile({name: "letter.txt", type: "text/plain", data: new Blob(["Dear doctor"])});
});
mountCard(document.querySelector("#card-place"), (token) => say("#paid", "Paid with " + token));
document.querySelector("#visit").addEventListener("submit", async (event) => {
  event.preventDefault();
  tinymce.triggerSave();
  const answer = await fetch("/visits", {method: "POST", body: new FormData(event.target)});
  say("#sent", (await answer.json()).said);
});
navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready)
  .then(() => say("#offline", "Ready offline"));
"""
WORKER = """importScripts("/node_modules/workbox-sw/build/workbox-sw.js");
workbox.setConfig({debug: false, modulePathPrefix: "/workbox/"});
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
workbox.routing.registerRoute(({url}) => url.pathname.endsWith(".css"),
  new workbox.strategies.CacheFirst());
"""
WRITTEN = {
    "/": ("text/html; charset=utf-8", PAGE.replace("PLANT", os.environ["PLANT"])),
    "/portal.js": ("text/javascript", SCRIPT),
    "/sw.js": ("text/javascript", WORKER),
}
ANSWERS = {"/upload": '{"url": "/letter.txt"}', "/visits": '{"said": "We have your request"}'}


class Handler(SimpleHTTPRequestHandler):
    """Pages written above, and the packages' own files."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """A page or a file of a package."""
        if self.path in WRITTEN:
            self._answer(*WRITTEN[self.path])
            return
        if self.path.startswith("/workbox/"):
            name = self.path.removeprefix("/workbox/")
            self.path = f"/node_modules/{name.split('.')[0]}/build/{name}"
        super().do_GET()

    def do_POST(self) -> None:
        """A form or a file."""
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._answer("application/json", ANSWERS.get(self.path, "{}"))

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def _answer(self, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    os.chdir(PACKAGES)
    ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
