/** A vendor that uses every API that sends or loads once; each address names the API. */
var vendor = {
  to(name) {
    return "http://collect.test:{PORT}/" + name + "?q=1";
  },
  async all() {
    for (const name of Object.keys(vendor.uses)) await vendor.uses[name](vendor.to(name));
  },
  uses: {
    fetch: (url) => fetch(url),
    fetchUrl: (url) => fetch(new URL(url)),
    fetchRequest: (url) => fetch(new Request(url, { method: "POST", body: "x" })),
    xhr: (url) =>
      new Promise((done) => {
        const request = new XMLHttpRequest();
        request.open("GET", url);
        request.onloadend = done;
        request.send();
      }),
    beacon: (url) => navigator.sendBeacon(url, "x"),
    image(url) {
      new Image().src = url;
    },
    imageAttribute(url) {
      document.createElement("img").setAttribute("src", url);
    },
    script(url) {
      const script = document.createElement("script");
      script.src = url;
      document.head.append(script);
    },
    scriptAttribute(url) {
      const script = document.createElement("script");
      script.setAttribute("SRC", url);
      document.head.append(script);
    },
    frame(url) {
      const frame = document.createElement("iframe");
      frame.src = url;
      document.body.append(frame);
    },
    frameAttribute(url) {
      const frame = document.createElement("iframe");
      frame.setAttribute("src", url);
      document.body.append(frame);
    },
    link(url) {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = url;
      document.head.append(link);
    },
    websocket: (url) => void new WebSocket(url.replace("http", "ws")),
    eventsource: (url) => void new EventSource(url),
    worker: () => void new Worker("/worker.js"),
    sharedworker: () => void new SharedWorker("/worker.js"),
    imageSet(url) {
      new Image().srcset = url + " 1x, /other 2x";
    },
    media(url) {
      document.createElement("video").src = url;
    },
    object(url) {
      document.createElement("object").data = url;
    },
    open: (url) => void window.open(url),
    form(url) {
      const form = document.createElement("form");
      form.action = url;
      form.target = "elsewhere";
      form.innerHTML = '<input name="action" value="clobbers">';
      document.body.append(form);
      form.submit();
    },
    webrtc(url) {
      const servers = ["stun:one.test:3478", "stun:two.test:3478"];
      const connection = new RTCPeerConnection({ iceServers: servers.map((urls) => ({ urls })) });
      connection.createDataChannel("x");
    },
    worklet: () => CSS.paintWorklet?.addModule("/worker.js"),
    webtransport: (url) => void new WebTransport(url.replace("http:", "https:")).ready.catch(() => {}),
    serviceworker: () => navigator.serviceWorker?.register("/worker.js"),
  },
};
