// How calls fail: on a page with the guard towards a forbidden host, on one without towards a dead one.
const HOST = new URLSearchParams(location.search).get("host");
const OUT = `http://${HOST}/x?a=1#f`;
const plain = (value) => JSON.parse(JSON.stringify(value ?? null).replaceAll(HOST, "HOST").replaceAll("localhost:1", "HOST"));
const failure = async (work) => {
  const order = [];
  try {
    const made = work();
    queueMicrotask(() => order.push("microtask"));
    made.catch?.(() => order.push("rejected"));
    return ["went", await made];
  } catch (error) {
    return [order, error.constructor === window[error.constructor.name], error.name, error.message, error.code ?? null];
  }
};
const thrown = (work) => {
  try {
    return ["went", work()];
  } catch (error) {
    return [error.constructor.name, error.name, error.message, error.code];
  }
};
const heard = (target, types, wait = 1500) =>
  new Promise((done) => {
    const out = [];
    const end = () => setTimeout(() => done(out), 60);
    for (const type of types)
      target.addEventListener(type, (e) => {
        out.push([type, e.constructor.name, e.isTrusted, e.bubbles, e.cancelable, target.readyState ?? null, e.code ?? null, e.wasClean ?? null, e.loaded ?? null]);
        if (type === types.at(-1)) end();
      });
    setTimeout(() => done(out), wait);
  });
const XHR_EVENTS = ["readystatechange", "loadstart", "progress", "load", "abort", "timeout", "error", "loadend"];
const element = (tag, name, put = (e) => document.body.append(e), set = (e) => (e[name] = OUT)) => async () => {
  const one = document.createElement(tag);
  const events = heard(one, ["loadstart", "load", "error"]);
  const later = [];
  set(one);
  later.push(one[name], one.getAttribute(name), one.outerHTML, one.currentSrc ?? null);
  put(one);
  const got = await events;
  later.push(one[name], one.getAttribute(name), one.attributes[name]?.value ?? null, one.outerHTML, one.cloneNode().outerHTML,
    one.complete ?? null, one.naturalWidth ?? null, one.error?.code ?? null, one.networkState ?? null, one.matches(`[${name}*="a=1"]`));
  return [got, later];
};

const cases = {
  "fetch": () => failure(() => fetch(OUT)),
  "fetch, no-cors": () => failure(() => fetch(OUT, { mode: "no-cors" })),
  "fetch of a Request": async () => { const r = new Request(OUT, { method: "POST", body: "a" }); return [await failure(() => fetch(r)), r.url, r.bodyUsed]; },
  "fetch of an address object": () => failure(() => fetch(new URL(OUT))),
  "fetch, keepalive": () => failure(() => fetch(OUT, { keepalive: true, method: "POST", body: "a" })),
  "fetch, aborted": () => failure(() => { const c = new AbortController(); const f = fetch(OUT, { signal: c.signal }); c.abort(); return f; }),
  "fetch with a bad option": () => failure(() => fetch(OUT, { mode: "x" })),
  "XHR": async () => {
    const x = new XMLHttpRequest();
    const events = heard(x, XHR_EVENTS);
    const upload = heard(x.upload, ["loadstart", "progress", "error", "loadend"]);
    x.open("POST", OUT);
    x.setRequestHeader("x-a", "b");
    x.responseType = "json";
    x.timeout = 5000;
    x.withCredentials = true;
    x.send("abc");
    return [x.readyState, await events, await upload, x.status, x.statusText, x.responseURL, x.response, x.getAllResponseHeaders(),
      x.readyState, x.timeout, x.responseType, x.withCredentials];
  },
  "XHR, handlers": async () => {
    const x = new XMLHttpRequest();
    const out = [];
    x.onreadystatechange = () => out.push(x.readyState);
    x.onerror = x.onloadend = (e) => out.push(e.type);
    x.open("GET", OUT);
    x.send();
    await new Promise((r) => setTimeout(r, 500));
    return out;
  },
  "XHR at once": () => { const x = new XMLHttpRequest(); x.open("GET", OUT, false); return [thrown(() => x.send()), x.readyState, x.status]; },
  "beacon": () => [navigator.sendBeacon(OUT, "a"), navigator.sendBeacon(OUT), thrown(() => navigator.sendBeacon(OUT, new ReadableStream()))],
  "image": element("img", "src"),
  "image that is in no document": element("img", "src", () => 0),
  "image by attribute": element("img", "src", undefined, (e) => e.setAttribute("src", OUT)),
  "image, decode": async () => { const i = new Image(); i.src = OUT; return failure(() => i.decode()); },
  "image, path that is relative": async () => { const i = new Image(); i.setAttribute("src", `//${HOST}/y`); return [i.getAttribute("src"), i.src, i.outerHTML]; },
  "script": element("script", "src"),
  "stylesheet": element("link", "href", undefined, (e) => { e.rel = "stylesheet"; e.href = OUT; }),
  "video": element("video", "src"),
  "import": async () => plain(await failure(() => import(OUT))),
  "WebSocket": async () => {
    const s = new WebSocket(OUT.replace("http", "ws").replace("#f", ""));
    const first = [s.url, s.readyState];
    return [first, await heard(s, ["open", "message", "error", "close"], 3000), s.url, s.readyState, s.bufferedAmount];
  },
  "EventSource": async () => {
    const e = new EventSource(OUT);
    const out = [e.url, e.readyState, await heard(e, ["open", "error"]), e.readyState];
    e.close();
    return out;
  },
  "FontFace": async () => failure(() => new FontFace("a", `url(${OUT})`).load()),
  "resource timing": async () => {
    performance.clearResourceTimings();
    await fetch(OUT).catch(() => 0);
    await new Promise((r) => setTimeout(r, 100));
    return performance.getEntriesByType("resource").filter((e) => e.initiatorType === "fetch").map((e) => [e.initiatorType, e.responseStatus, e.transferSize]);
  },
  "form": async () => {
    const f = document.createElement("form");
    f.action = OUT;
    return [f.action, f.getAttribute("action")];
  },
};

window.results = (async () => {
  const out = {};
  for (const [name, work] of Object.entries(cases)) {
    try {
      out[name] = JSON.stringify(plain(await work()));
    } catch (error) {
      out[name] = `broke: ${error.name} ${error.message}`;
    }
  }
  return out;
})();
