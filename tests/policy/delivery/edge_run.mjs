// Runs the edge files on Node's own Request and Response; argument: the folder of the files.
// Cloudflare's HTMLRewriter isn't in Node: the module gets one that knows `head` and `prepend`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

const folder = process.argv[2];
const PAGE = '<!doctype html><!-- <head> --><html><HEAD lang="a>b"><title>ü</title></head><p>late';
const SITE = {
  "/": () => [PAGE, 200, { "content-type": "text/html", etag: '"1"', "content-length": "9" }],
  "/part": () => ["<p>part", 200, { "content-type": "text/html" }],
  "/json": () => ['{"a":"<head>"}', 200, { "content-type": "application/json", etag: '"2"' }],
  "/gone": () => ["<head>", 404, { "content-type": "text/html" }],
  "/moved": () => [null, 302, { location: "/" }],
  "/same": () => [null, 304, { etag: '"1"' }],
  "/off": () => [PAGE, 200, { "content-type": "text/html", "x-scriptward": "off" }],
  "/own": () => ["x", 200, { "content-security-policy": "img-src a", "permissions-policy": "x=()" }],
};

function answer(request) {
  const [body, status, headers] = SITE[new URL(request.url).pathname]();
  const bytes = body === null ? null : new TextEncoder().encode(body);
  const stream =
    bytes &&
    new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
  return Promise.resolve(new Response(stream, { status, headers }));
}

async function told(response) {
  return { status: response.status, headers: [...response.headers], body: await response.text() };
}

async function all(handle) {
  const found = {};
  for (const path of [...Object.keys(SITE), "/_scriptward/guard.abc.js"]) {
    const request = new Request(`https://www.willow.test${path}`);
    found[path] = await told(await handle(request));
  }
  return found;
}

class HTMLRewriter {
  on(name, handler) {
    this.handler = handler;
    return this;
  }

  transform(response) {
    let added = "";
    this.handler.element({ prepend: (html) => (added += html) });
    const head = /(<HEAD[^]*?">)/;
    const changed = response.text().then((text) => text.replace(head, `$1${added}`));
    const stream = new ReadableStream({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode(await changed));
        controller.close();
      },
    });
    return new Response(stream, response);
  }
}

globalThis.fetch = answer;
globalThis.HTMLRewriter = HTMLRewriter;
const worker = await import(join(folder, "scriptward.worker.mjs"));
const module = await all((request) => worker.default.fetch(request, {}, {}));

let listener;
const realm = { ...{ URL, Headers, Response, Request, TransformStream, TextEncoder, Uint8Array } };
const addEventListener = (_, given) => (listener = given);
vm.runInNewContext(readFileSync(join(folder, "scriptward.edge.js"), "utf8"), {
  ...realm,
  fetch: answer,
  addEventListener,
});
const plain = await all(
  (request) =>
    new Promise((resolve) => listener({ request, respondWith: (given) => resolve(given) })),
);
process.stdout.write(JSON.stringify({ module, plain }));
