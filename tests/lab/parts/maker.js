// Code made in every way a page can make it; each piece sends by the channel it is told.
(() => {
  let number = 0;
  const here = (kind, channel) => `https://in.truth.test/c/maker/${channel}/${kind}/-/${++number}`;
  const codes = {
    fetch: (url) => `void fetch("${url}")`,
    xhr: (url) => `{const x=new XMLHttpRequest();x.open("POST","${url}");x.send("a=1")}`,
    beacon: (url) => `navigator.sendBeacon("${url}")`,
    image: (url) => `new Image().src="${url}"`,
  };
  const late = (code) => `setTimeout(()=>{${code}},3)`;
  const body = () => document.body ?? document.documentElement;
  const inserted = (code, fields = {}) =>
    body().append(Object.assign(document.createElement("script"), { text: code, ...fields }));
  const kinds = {
    eval: (code) => (0, eval)(code),
    "eval-late": (code) => (0, eval)(late(code)),
    function: (code) => new Function(code)(),
    "string-timer": (code) => setTimeout(code, 3),
    inline: (code) => inserted(code),
    "inline-late": (code) => inserted(late(code)),
    "inline-named": (code) => inserted(`${code}\n//# sourceURL=https://sender-one.test/sender.js`),
    module: (code) => inserted(code, { type: "module" }),
    fragment: (code) =>
      body().append(document.createRange().createContextualFragment(`<script>${code}</script>`)),
    handler: (code) => {
      const element = document.createElement("b");
      element.setAttribute("onclick", code);
      body().append(element);
      element.click();
    },
    blob: (code) => {
      const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      inserted("", { src: url });
    },
    data: (code) => inserted("", { src: `data:text/javascript,${encodeURIComponent(code)}` }),
    address: (code) => {
      const link = Object.assign(document.createElement("a"), { href: `javascript:${code};void 0` });
      body().append(link);
      link.click();
    },
  };
  for (const [kind, channel] of window.plan.made) {
    kinds[kind](codes[channel](here(kind, channel)));
  }
  const bare = {
    timer: (url) => setTimeout(fetch, 2, url),
    then: (url) => Promise.resolve(url).then(fetch),
    each: (url) => [url].forEach((one) => fetch(one)),
    bound: (url) => setTimeout(navigator.sendBeacon.bind(navigator, url), 2),
    frame: (url) => requestAnimationFrame(fetch.bind(window, url)),
  };
  for (const way of window.plan.bare) bare[way](here(`bare-${way}`, way === "bound" ? "beacon" : "fetch"));

  if (window.plan.workers) {
    new Worker("/workers/own.js");
    new SharedWorker("/workers/shared.js");
    void navigator.serviceWorker.register("/workers/service.js");
    new Worker(URL.createObjectURL(new Blob([codes.fetch(here("worker-blob", "fetch"))])));
  }
})();
