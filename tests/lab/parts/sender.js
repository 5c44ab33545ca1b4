// A made-up third party: sends through every channel, getting there in every way it is told to.
// The truth about each request stands in its path: sender, channel, way, instigator, number.
(() => {
  const me = document.currentScript.dataset.name;
  const kept = window.fetch; // a script may keep the function it met when it came
  let number = 0;
  const address = (channel, way, asked, scheme = "https") =>
    `${scheme}://in.truth.test/c/${me}/${channel}/${way}/${asked}/${++number}`;

  function put(tag, fields) {
    const element = Object.assign(document.createElement(tag), fields);
    (document.body ?? document.documentElement).append(element);
    return element;
  }
  function posted(action) {
    put("iframe", { name: `${me}-${number}`, hidden: true });
    put("form", { action, method: "post", target: `${me}-${number}`, hidden: true }).submit();
  }
  function asked(url) {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.send("a=1");
  }
  function outer(property) {
    return (url) => {
      const link = put("link", { rel: property });
      if (property === "preload") link.as = "image";
      link.href = url;
    };
  }

  const channels = {
    fetch: (url) => void window.fetch(url),
    "fetch-request": (url) => void window.fetch(new Request(url, { method: "POST", body: "a=1" })),
    "fetch-keepalive": (url) => void window.fetch(url, { method: "POST", body: "a", keepalive: true }),
    "fetch-kept": (url) => void kept(url),
    xhr: asked,
    beacon: (url) => void navigator.sendBeacon(url, "a=1"),
    image: (url) => void (new Image().src = url),
    eventsource: (url) => void new EventSource(url),
    form: posted,
    websocket: (url) => void new WebSocket(url),
    script: (url) => put("script", { src: url }),
    frame: (url) => put("iframe", { src: url, hidden: true }),
    preload: outer("preload"),
    prefetch: outer("prefetch"),
    markup: (url) => void (put("div").innerHTML = `<img src="${url}" alt="">`),
    import: (url) => void import(url),
    style: (url) => void (put("div", { textContent: "." }).style.backgroundImage = `url("${url}")`),
    axios: (url) => void window.axios.post(url, "a=1"),
    jquery: (url) => void window.jQuery.post(url, "a=1"),
  };
  const answer = () => `https://in.truth.test/answer/${me}`;
  const ways = {
    direct: (go) => go(),
    timer: (go) => setTimeout(go, 5),
    promise: (go) => Promise.resolve().then(go),
    await: async (go) => {
      await null;
      go();
    },
    frame: (go) => requestAnimationFrame(go),
    idle: (go) => requestIdleCallback(go, { timeout: 200 }),
    mutation: (go) => {
      const node = put("i");
      const observer = new MutationObserver(() => (observer.disconnect(), go()));
      observer.observe(node, { attributes: true });
      node.title = "seen";
    },
    event: (go) => {
      const target = new EventTarget();
      target.addEventListener("now", go, { once: true });
      target.dispatchEvent(new Event("now"));
    },
    channel: (go) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (port1.close(), go());
      port2.postMessage(1);
    },
    message: (go) => {
      const mark = `${me} ${Math.random()}`;
      addEventListener("message", (event) => event.data === mark && go());
      postMessage(mark, "*");
    },
    "xhr-load": (go) => {
      const request = new XMLHttpRequest();
      request.onload = go;
      request.open("GET", answer());
      request.send();
    },
    "fetch-then": (go) => window.fetch(answer()).then(() => go()),
    "image-load": (go) => Object.assign(new Image(), { onload: go }).setAttribute("src", answer()),
  };

  function send(channel, way, instigator = "-") {
    const url = address(channel, way, instigator, channel === "websocket" ? "wss" : "https");
    ways[way](() => channels[channel](url));
  }
  // What is read says whose it is by its own name; fields are in no document, where replays read.
  const field = (name) => Object.assign(document.createElement("input"), { name: `${name}-${me}` });
  const form = document.createElement("form");
  form.append(field("in-form"));
  const own = field("field");
  const reads = {
    field: () => own.value,
    storage: () => localStorage.getItem(`kept-${me}`),
    session: () => sessionStorage.getItem(`session-${me}`),
    cookie: () => cookieStore.get(`cookie-${me}`),
    form: () => new FormData(form),
  };
  window.senders = { ...window.senders, [me]: { send } };

  const plan = window.plan.senders[me] ?? [];
  const needs = { axios: "axios", jquery: "jQuery" };
  for (const [channel, way] of plan) {
    if (!(needs[channel] && !window[needs[channel]])) send(channel, way);
    else addEventListener("load", () => send(channel, way));
  }
  addEventListener("load", () => {
    for (const [what, way] of window.plan.reads[me] ?? []) ways[way](reads[what]);
  });
  if (window.plan.leaving.includes(me)) {
    addEventListener("pagehide", () => send("beacon", "direct", "pagehide"));
    addEventListener("pagehide", () => send("fetch-keepalive", "direct", "pagehide"));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") send("beacon", "direct", "hidden");
    });
  }
})();
