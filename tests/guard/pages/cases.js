// What calls that are permitted give, written from the specifications; run with and without a guard.
const OWN = location.origin;
const shape = (fn) => {
  const own = (of) =>
    Object.entries(Object.getOwnPropertyDescriptors(of)).map(([name, d]) => [
      name, d.enumerable, d.configurable, d.writable, typeof d.get, typeof d.set].join());
  return [typeof fn, fn.name, fn.length, String(fn), Function.prototype.toString.call(fn),
    "prototype" in fn, own(fn), Object.prototype.toString.call(fn),
    Object.getPrototypeOf(fn) === Function.prototype || Object.getPrototypeOf(fn).name];
};
const failure = async (work) => {
  try {
    return [await work()];
  } catch (error) {
    return [error.constructor.name, error.name, error.message];
  }
};
const said = (error) => [error.constructor === globalThis[error.constructor.name], error.name, error.message];
const thrown = (work) => {
  try {
    work();
    return "nothing";
  } catch (error) {
    return said(error);
  }
};
const place = (of, name) => {
  let at = of;
  while (at && !Object.hasOwn(at, name)) at = Object.getPrototypeOf(at);
  const d = Object.getOwnPropertyDescriptor(at, name);
  return [at.constructor.name, d.enumerable, d.configurable, d.writable ?? null, typeof d.get, typeof d.set, name in of];
};
const text = async (response) => [response.status, response.type, response.redirected, response.url, await response.text()];
const heard = (target, types, until) =>
  new Promise((done) => {
    const out = [];
    for (const type of types)
      target.addEventListener(type, (event) => {
        out.push([type, event.isTrusted, target.readyState ?? null].join());
        if (type === until) setTimeout(() => done(out), 30);
      });
    setTimeout(() => done([...out, "late"]), 3000);
  });
const XHR_EVENTS = ["readystatechange", "loadstart", "progress", "load", "error", "abort", "timeout", "loadend"];

const METHODS = {
  fetch: [window, "fetch"], open: [window, "open"], beacon: [Navigator.prototype, "sendBeacon"],
  xhrOpen: [XMLHttpRequest.prototype, "open"], xhrSend: [XMLHttpRequest.prototype, "send"],
  xhrHeader: [XMLHttpRequest.prototype, "setRequestHeader"], setAttribute: [Element.prototype, "setAttribute"],
  setAttributeNS: [Element.prototype, "setAttributeNS"], submit: [HTMLFormElement.prototype, "submit"],
  append: [Element.prototype, "append"], appendChild: [Node.prototype, "appendChild"],
  insertBefore: [Node.prototype, "insertBefore"], write: [Document.prototype, "write"],
  insertAdjacentHTML: [Element.prototype, "insertAdjacentHTML"], surround: [Range.prototype, "surroundContents"],
  getItem: [Storage.prototype, "getItem"], data: [RTCPeerConnection.prototype, "createDataChannel"],
  register: [ServiceWorkerContainer.prototype, "register"], addModule: [Worklet.prototype, "addModule"],
};
const CLASSES = ["XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "Worker", "SharedWorker",
  "RTCPeerConnection", "FormData", "Blob", "File", "Request", "Image", "FontFace"];
const PROPERTIES = {
  img: [HTMLImageElement.prototype, "src"], srcset: [HTMLImageElement.prototype, "srcset"],
  script: [HTMLScriptElement.prototype, "src"], frame: [HTMLIFrameElement.prototype, "src"],
  link: [HTMLLinkElement.prototype, "href"], media: [HTMLMediaElement.prototype, "src"],
  window: [HTMLIFrameElement.prototype, "contentWindow"], document: [HTMLIFrameElement.prototype, "contentDocument"],
  html: [Element.prototype, "innerHTML"], cookie: [Document.prototype, "cookie"],
  value: [HTMLInputElement.prototype, "value"], node: [Node.prototype, "nodeValue"], attr: [Attr.prototype, "value"],
};

const cases = {};
for (const [key, [of, name]] of Object.entries(METHODS)) {
  cases[`shape of ${key}`] = () => shape(of[name]);
  if (name !== "fetch" && name !== "sendBeacon" && name !== "send") // these keep the page's own wrapper in its place
    cases[`descriptor of ${key}`] = () => place(of, name);
  cases[`own name of ${key}`] = () => [Object.hasOwn(of, name), Object.keys(of).includes(name), name in of];
  cases[`${key} is no constructor`] = () => thrown(() => new of[name]("/x"))[1];
  cases[`${key} of nothing`] = () => thrown(() => of === window ? 0 : of[name].call({}, "a", "b"));
  cases[`${key} without arguments`] = () => failure(async () => key === "open" || key === "submit" ? 0 : of[name]());
  cases[`${key} is the same each time`] = () => of[name] === of[name];
}
for (const name of CLASSES) {
  const of = window[name];
  cases[`shape of ${name}`] = () => shape(of);
  cases[`place of ${name}`] = () => place(window, name);
  cases[`${name} called`] = () => thrown(() => of("/echo"));
  cases[`${name} without arguments`] = () => name === "RTCPeerConnection" ? 0 : thrown(() => new of());
  cases[`${name}'s prototype`] = () => [Object.getOwnPropertyDescriptor(of, "prototype").writable,
    of.prototype.constructor === of, Object.getOwnPropertyNames(of).sort(), Object.getPrototypeOf(of).name];
  cases[`${name} by new.target`] = () => {
    class Other {}
    const made = { WebSocket: ["ws://www.clinic.test/"], EventSource: ["/echo"], Request: ["/a"], Blob: [["a"]],
      File: [["a"], "b"], FormData: [], XMLHttpRequest: [], RTCPeerConnection: [], Image: [] }[name];
    if (!made) return 0;
    const thing = Reflect.construct(of, made, Other);
    thing.close?.();
    try { of.prototype.close?.call(thing); } catch {}
    return [thing instanceof Other, thing instanceof of, Object.prototype.toString.call(thing)];
  };
  cases[`${name} extended`] = () => {
    const made = { Request: ["/a"], Blob: [["a"]], File: [["a"], "b"], FormData: [], XMLHttpRequest: [] }[name];
    if (!made) return 0;
    class Mine extends of { get mine() { return 1; } }
    const thing = new Mine(...made);
    return [thing instanceof Mine, thing instanceof of, thing.mine, thing.constructor === Mine, Mine.name, Mine.length];
  };
}
for (const [key, [of, name]] of Object.entries(PROPERTIES)) {
  cases[`accessor of ${key}`] = () => {
    const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(of, name);
    return [shape(get), set && shape(set), enumerable, configurable];
  };
  cases[`accessor of ${key} on nothing`] = () => thrown(() => Object.getOwnPropertyDescriptor(of, name).get.call({}));
}

Object.assign(cases, {
  "fetch of text": async () => text(await fetch("/echo")),
  "fetch of an address object": async () => text(await fetch(new URL("/echo?a=1", OWN))),
  "fetch of an object that says its address": async () => text(await fetch({ toString: () => "/echo" })),
  "fetch follows": async () => text(await fetch("/moved")),
  "fetch does not follow": async () => { const r = await fetch("/moved", { redirect: "manual" }); return [r.type, r.status]; },
  "fetch fails on a redirect": () => failure(() => fetch("/moved", { redirect: "error" })),
  "fetch of a bad address": () => failure(() => fetch("http://")),
  "fetch with credentials in the address": () => failure(() => fetch("http://a:b@www.clinic.test/")),
  "fetch of a forbidden method": () => failure(() => fetch("/echo", { method: "TRACE" })),
  "fetch of GET with a body": () => failure(() => fetch("/echo", { body: "a" })),
  "fetch with a bad mode": () => failure(() => fetch("/echo", { mode: "x" })),
  "fetch posts text": async () => text(await fetch("/echo", { method: "POST", body: "hello" })),
  "fetch posts pairs": async () => text(await fetch("/echo", { method: "POST", body: new URLSearchParams({ a: "1", b: "ü" }) })),
  "fetch posts a blob": async () => text(await fetch("/echo", { method: "PUT", body: new Blob(["x"], { type: "a/b" }) })),
  "fetch posts bytes": async () => text(await fetch("/echo", { method: "POST", body: new Uint8Array([65, 66]) })),
  "fetch posts a buffer": async () => text(await fetch("/echo", { method: "POST", body: new Uint8Array([65]).buffer })),
  "fetch posts a form": async () => {
    const form = new FormData();
    form.append("name", "Ada");
    form.append("file", new File(["f"], "f.txt", { type: "text/plain" }));
    return (await (await fetch("/echo", { method: "POST", body: form })).text()).replace(/----\w+/g, "BOUNDARY");
  },
  "fetch posts an object": async () => text(await fetch("/echo", { method: "POST", body: { toString: () => "said" } })),
  "a Request stays unread when its clone is sent": async () => {
    const request = new Request("/echo", { method: "POST", body: "whole" });
    const answer = await text(await fetch(request.clone()));
    return [request.bodyUsed, answer, await request.text(), request.bodyUsed];
  },
  "a Request is used by being sent": async () => {
    const request = new Request("/echo", { method: "POST", body: "whole" });
    const sent = fetch(request);
    const used = request.bodyUsed;
    await sent;
    return [used, await failure(() => fetch(request))];
  },
  "a Request and options": async () => {
    const request = new Request("/echo", { method: "POST", body: "first", headers: { "x-a": "1" } });
    return [await text(await fetch(request, { body: "second" })), request.bodyUsed];
  },
  "a Request keeps its words": () => {
    const r = new Request("/a?b#c", { method: "patch", mode: "same-origin", credentials: "include", cache: "no-store",
      redirect: "manual", referrer: "/r", referrerPolicy: "origin", integrity: "sha256-abc=", keepalive: true, priority: "low" });
    return [r.url, r.method, r.mode, r.credentials, r.cache, r.redirect, r.referrer, r.referrerPolicy, r.integrity,
      r.keepalive, r.destination, r.isHistoryNavigation, r.duplex];
  },
  "a stream needs duplex": () => failure(() => fetch("/echo", { method: "POST", body: new ReadableStream() })),
  "a stream is not sent by HTTP/1": () => failure(() => fetch("/echo", { method: "POST", duplex: "half",
    body: new ReadableStream({ start(c) { c.enqueue(new Uint8Array([65])); c.close(); } }) })),
  "a locked stream": () => failure(() => { const body = new ReadableStream(); body.getReader(); return fetch("/echo", { method: "POST", duplex: "half", body }); }),
  "keepalive": async () => text(await fetch("/echo", { method: "POST", body: "k", keepalive: true })),
  "keepalive of too much": () => failure(() => fetch("/echo", { method: "POST", body: "k".repeat(70000), keepalive: true })),
  "priority": async () => text(await fetch("/echo", { priority: "high" })),
  "bad priority": () => failure(() => fetch("/echo", { priority: "x" })),
  "referrerPolicy": async () => text(await fetch("/echo", { referrerPolicy: "no-referrer", referrer: "" })),
  "bad referrer": () => failure(() => fetch("/echo", { referrer: "http://other.test/" })),
  "integrity that fails": () => failure(() => fetch("/echo", { integrity: "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" })),
  "signal before": () => failure(() => fetch("/echo", { signal: AbortSignal.abort() })),
  "signal before, with a reason": () => failure(() => fetch("/echo", { signal: AbortSignal.abort(new RangeError("mine")) })),
  "signal after": () => failure(() => { const c = new AbortController(); const f = fetch("/echo", { signal: c.signal }); c.abort(); return f; }),
  "signal of a Request": () => failure(() => { const c = new AbortController(); const f = fetch(new Request("/echo", { signal: c.signal })); c.abort(); return f; }),
  "signal that times out": () => failure(() => fetch("/echo", { signal: AbortSignal.timeout(0) })),
  "options are asked once and in order": async () => {
    const asked = [];
    const options = new Proxy({}, { get: (_, name) => { asked.push(String(name)); return undefined; } });
    await fetch("/echo", options);
    return [new Set(asked).size === asked.length, asked.length];
  },
  "an address is asked once": async () => {
    let n = 0;
    await fetch({ toString: () => (n++, "/echo") });
    return n;
  },
  "an address that throws": () => failure(() => fetch({ toString() { throw new RangeError("mine"); } })),
  "a symbol as an address": () => failure(() => fetch(Symbol("a"))),
  "fetch gives a promise of its own": () => { const p = fetch("/echo"); return [p instanceof Promise, p.constructor === Promise]; },
  "fetch of another this": () => failure(async () => text(await fetch.call(undefined, "/echo"))),
  "fetch of a wrong this": () => failure(() => fetch.call({}, "/echo")),
  "fetch is replaced by the page": async () => {
    const kept = window.fetch;
    let n = 0;
    window.fetch = function mine(...args) { n++; return kept.apply(this, args); };
    const answer = await text(await fetch("/echo"));
    const shown = [window.fetch.name, window.fetch.length];
    window.fetch = kept;
    return [n, answer, shown, window.fetch === kept];
  },
  "fetch after another's answer": async () => {
    const order = [];
    const p = fetch("/echo").then(() => order.push("fetch"));
    order.push("after");
    queueMicrotask(() => order.push("micro"));
    await p;
    return order;
  },
  "response is the browser's": async () => { const r = await fetch("/echo"); return [r instanceof Response, r.body instanceof ReadableStream, r.bodyUsed]; },
  "XHR's events": async () => {
    const x = new XMLHttpRequest();
    const events = heard(x, XHR_EVENTS, "loadend");
    x.open("POST", "/echo");
    x.send("a");
    return [await events, x.status, x.statusText, x.responseURL, x.responseText, x.getAllResponseHeaders().includes("content-type")];
  },
  "XHR at once": () => { const x = new XMLHttpRequest(); x.open("GET", "/echo", false); x.send(); return [x.readyState, x.status, x.responseText]; },
  "XHR's headers": async () => {
    const x = new XMLHttpRequest();
    const events = heard(x, ["loadend"], "loadend");
    x.open("POST", "/echo");
    x.setRequestHeader("content-type", "a/b");
    x.send("c");
    await events;
    return x.responseText;
  },
  "XHR in a wrong order": () => { const x = new XMLHttpRequest(); return [thrown(() => x.send()), thrown(() => x.setRequestHeader("a", "b"))]; },
  "XHR of a bad address": () => thrown(() => new XMLHttpRequest().open("GET", "http://")),
  "XHR of a bad method": () => [thrown(() => new XMLHttpRequest().open("TRACE", "/")), thrown(() => new XMLHttpRequest().open("a b", "/"))],
  "XHR is opened twice": async () => {
    const x = new XMLHttpRequest();
    const events = heard(x, XHR_EVENTS, "loadend");
    x.open("GET", "/a");
    x.open("GET", "/echo");
    x.send();
    return [await events, x.responseText];
  },
  "XHR is sent twice": () => { const x = new XMLHttpRequest(); x.open("GET", "/echo"); x.send(); return thrown(() => x.send()); },
  "XHR is aborted": async () => {
    const x = new XMLHttpRequest();
    const events = heard(x, XHR_EVENTS, "loadend");
    x.open("GET", "/echo");
    x.send();
    x.abort();
    return [await events, x.readyState, x.status];
  },
  "XHR times out at once": () => { const x = new XMLHttpRequest(); x.open("GET", "/echo", false); return thrown(() => { x.timeout = 5; }); },
  "XHR answers JSON": async () => {
    const x = new XMLHttpRequest();
    x.responseType = "json";
    const events = heard(x, ["loadend"], "loadend");
    x.open("GET", "/echo");
    x.send();
    await events;
    return [x.response, thrown(() => x.responseText)];
  },
  "XHR with a user": async () => { const x = new XMLHttpRequest(); x.open("GET", "/echo", true, "u", "p"); const e = heard(x, ["loadend"], "loadend"); x.send(); await e; return x.responseURL; },
  "XHR sends a document": async () => {
    const x = new XMLHttpRequest();
    const e = heard(x, ["loadend"], "loadend");
    x.open("POST", "/echo");
    x.send(new DOMParser().parseFromString("<a>b</a>", "text/xml"));
    await e;
    return x.responseText;
  },
  "XHR's fields": () => { const x = new XMLHttpRequest(); return [Object.keys(x), Object.getOwnPropertyNames(x), JSON.stringify(x), x.upload instanceof XMLHttpRequestUpload]; },
  "beacon": () => [navigator.sendBeacon("/echo", "a"), navigator.sendBeacon("/echo"), navigator.sendBeacon("/echo", new Blob(["a"], { type: "text/plain" })),
    navigator.sendBeacon("/echo", new FormData()), navigator.sendBeacon("/echo", new URLSearchParams("a=b"))],
  "beacon of a bad address": () => [thrown(() => navigator.sendBeacon("http://")), thrown(() => navigator.sendBeacon("ftp://a.test/"))],
  "beacon of a stream": () => thrown(() => navigator.sendBeacon("/echo", new ReadableStream())),
  "beacon of too much": () => navigator.sendBeacon("/echo", "a".repeat(70000)),
  "beacon of another this": () => thrown(() => navigator.sendBeacon.call({}, "/echo")),
  "WebSocket's words": () => {
    const s = new WebSocket("ws://www.clinic.test/s?a");
    const out = [s.url, s.readyState, s.protocol, s.extensions, s.binaryType, s.bufferedAmount, thrown(() => s.send("a"))];
    s.close();
    return [...out, s.readyState];
  },
  "WebSocket of http": () => { const s = new WebSocket("http://www.clinic.test/"); const u = s.url; s.close(); return u; },
  "WebSocket of a path": () => { const s = new WebSocket("/a"); const u = s.url; s.close(); return u; },
  "WebSocket of a fragment": () => thrown(() => new WebSocket("ws://www.clinic.test/#a")),
  "WebSocket of another scheme": () => thrown(() => new WebSocket("ftp://www.clinic.test/")),
  "WebSocket of doubled protocols": () => thrown(() => new WebSocket("ws://www.clinic.test/", ["a", "a"])),
  "WebSocket of bad protocols": () => thrown(() => new WebSocket("ws://www.clinic.test/", "a b")),
  "WebSocket's constants": () => [WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.CLOSING, WebSocket.CLOSED],
  "WebSocket closes with a bad code": () => { const s = new WebSocket("ws://www.clinic.test/"); const out = thrown(() => s.close(1001)); s.close(); return out; },
  "WebSocket that fails": async () => { const s = new WebSocket("ws://www.clinic.test/"); return [await heard(s, ["open", "error", "close"], "close"), s.url]; },
  "EventSource's words": () => { const e = new EventSource("/echo?x", { withCredentials: true }); const out = [e.url, e.withCredentials, e.readyState, EventSource.CLOSED]; e.close(); return [...out, e.readyState]; },
  "EventSource of a bad address": () => thrown(() => new EventSource("http://")),
  "an image's address": async () => { const i = new Image(); i.src = "/none.svg?1"; return [i.src, i.getAttribute("src"), i.currentSrc, i.outerHTML, await heard(i, ["load", "error"], "error")]; },
  "a script's address": () => { const s = document.createElement("script"); s.src = "a.js"; return [s.src, s.getAttribute("src"), s.outerHTML]; },
  "setAttribute": () => {
    const i = document.createElement("img");
    return [i.setAttribute("SRC", "/none.svg?2"), i.src, i.outerHTML, thrown(() => i.setAttribute("a b", "1")), thrown(() => i.setAttribute("a")),
      i.setAttribute("src", { toString: () => "/none.svg?3" }), i.outerHTML, i.setAttribute("alt", null), i.outerHTML];
  },
  "attributes as objects": () => {
    const i = document.createElement("img");
    const a = document.createAttribute("src");
    a.value = "/none.svg?4";
    const put = i.setAttributeNode(a);
    a.value = "/none.svg?5";
    a.nodeValue = null;
    a.textContent = undefined;
    i.setAttributeNS(null, "alt", "b");
    return [put, i.outerHTML, thrown(() => i.setAttributeNode({})), thrown(() => i.setAttributeNS("a", "b")), thrown(() => i.setAttributeNS("", "a:b", "c"))];
  },
  "text of nodes": () => {
    const p = document.createElement("p");
    p.textContent = "a"; p.textContent = null; p.append("b", document.createComment("c")); p.firstChild.nodeValue = "d"; p.nodeValue = "e";
    return p.outerHTML;
  },
  "insertions give what they gave": () => {
    const box = document.createElement("div");
    const kid = document.createElement("i");
    return [box.appendChild(kid) === kid, box.append("a"), box.insertBefore(document.createTextNode("b"), kid).data, box.innerHTML,
      thrown(() => box.appendChild(box)), thrown(() => box.appendChild({})), thrown(() => box.insertBefore(kid)),
      box.insertAdjacentElement("beforeend", document.createElement("b")).nodeName, thrown(() => box.insertAdjacentHTML("x", "y")),
      box.replaceChild(document.createElement("u"), kid) === kid, (box.innerHTML = "<p>a<p>b"), box.innerHTML, kid.before(), kid.replaceWith()];
  },
  "a frame and a script in one fragment": async () => {
    const box = document.createElement("div");
    const frame = document.createElement("iframe");
    frame.src = "/frame.html";
    let loads = 0;
    frame.onload = () => loads++;
    const script = document.createElement("script");
    script.textContent = "window.inserted = [window.length > 0, document.querySelector('iframe') !== null]";
    box.append(frame, script);
    document.body.append(box);
    for (let i = 0; i < 100 && !loads; i++) await new Promise((r) => setTimeout(r, 20));
    await new Promise((r) => setTimeout(r, 100));
    const out = [window.inserted, loads, frame.contentWindow.location.pathname, frame.outerHTML, history.length];
    box.remove();
    return out;
  },
  "markup with a frame and a custom element": async () => {
    const order = [];
    customElements.define("x-order", class extends HTMLElement { connectedCallback() { order.push(document.querySelectorAll("iframe").length); } });
    const box = document.body.appendChild(document.createElement("div"));
    box.innerHTML = "<iframe src='/frame.html' title='a'></iframe><x-order></x-order><b>c";
    order.push(box.innerHTML);
    const loads = await heard(box.firstChild, ["load"], "load");
    order.push(loads, box.firstChild.contentDocument.URL);
    box.remove();
    return order;
  },
  "srcdoc": async () => {
    const frame = document.createElement("iframe");
    frame.srcdoc = "<p>a<script>window.ran = 1</script>";
    const loads = heard(frame, ["load"], "load");
    document.body.append(frame);
    const out = [await loads, frame.srcdoc, frame.contentWindow.ran, frame.contentDocument.body.innerHTML];
    frame.remove();
    return out;
  },
  "an empty frame's load": () => {
    const order = [];
    const frame = document.createElement("iframe");
    frame.onload = () => order.push("load");
    document.body.append(frame);
    order.push("after", frame.contentDocument.readyState, frame.contentWindow.length, frame.contentWindow === window[window.length - 1]);
    frame.remove();
    order.push(frame.contentWindow, frame.contentDocument);
    return order;
  },
  "a worker of a blob": async () => {
    const url = URL.createObjectURL(new Blob(["postMessage([self.name, typeof importScripts, 6 * 7])"]));
    const worker = new Worker(url, { name: "w" });
    URL.revokeObjectURL(url);
    const out = await new Promise((r) => { worker.onmessage = (e) => r(e.data); worker.onerror = (e) => r(e.message); setTimeout(() => r("late"), 3000); });
    worker.terminate();
    return out;
  },
  "window.open": () => {
    const opened = window.open("", "", "popup");
    const out = [typeof opened, opened?.closed, opened?.document.URL, opened?.opener === window];
    opened?.close();
    return out;
  },
  "postMessage's source": async () => {
    const frame = document.createElement("iframe");
    frame.srcdoc = "<script>parent.postMessage('hi', '*')</script>";
    const got = new Promise((r) => addEventListener("message", (e) => r([e.data, e.source === frame.contentWindow, e.origin === OWN]), { once: true }));
    document.body.append(frame);
    const out = await got;
    frame.remove();
    return out;
  },
});

window.results = (async () => {
  const out = {};
  for (const [name, work] of Object.entries(cases)) {
    try {
      out[name] = JSON.stringify(await Promise.race([(async () => work())(), new Promise((r) => setTimeout(() => r("never ended"), 6000))]));
    } catch (error) {
      out[name] = `broke: ${error.name} ${error.message}`;
    }
  }
  return out;
})();
