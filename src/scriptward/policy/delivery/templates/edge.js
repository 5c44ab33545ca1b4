// scriptward: an edge function of the Service Worker kind. The runtime must hand over bodies that
// aren't compressed (fetch does). Errors of its own let the site through.
"use strict";
/* COMMON */
const HELD = 16384;

/** Where the element belongs: behind the first head's tag that no comment holds; else -1. */
function place(text) {
  const bare = text.replace(/<!--[^]*?-->/g, (comment) => " ".repeat(comment.length));
  const open = bare.indexOf("<!--");
  const found = /<head(?:[\t\n\f\r /](?:[^>"']|"[^"]*"|'[^']*')*)?>/i.exec(
    open < 0 ? bare : bare.slice(0, open),
  );
  return found ? found.index + found[0].length : -1;
}

/** Keeps bytes back until the head has begun, and lets the rest pass as it comes. */
function insertion() {
  let held = new Uint8Array(0);
  let done = false;
  const flush = (controller) => {
    done = true;
    if (held.length > 0) controller.enqueue(held);
  };
  return new TransformStream({
    transform(chunk, controller) {
      if (done) return controller.enqueue(chunk);
      const joined = new Uint8Array(held.length + chunk.length);
      joined.set(held);
      joined.set(chunk, held.length);
      held = joined;
      // One letter a byte, whatever the page's charset: places in the text are places in bytes.
      let text = "";
      for (const byte of held.subarray(0, HELD)) text += String.fromCharCode(byte);
      const at = place(text);
      if (at < 0) return held.length > HELD ? flush(controller) : undefined;
      done = true;
      controller.enqueue(held.slice(0, at));
      controller.enqueue(new TextEncoder().encode(DELIVERED.tag));
      return controller.enqueue(held.slice(at));
    },
    flush(controller) {
      if (!done) flush(controller);
    },
  });
}

function put(response) {
  return new Response(response.body.pipeThrough(insertion()), response);
}

addEventListener("fetch", (event) => {
  event.passThroughOnException?.();
  const { request } = event;
  event.respondWith(
    isGuard(request)
      ? guard(request)
      : fetch(request).then((response) => {
          try {
            return delivered(request, response, put);
          } catch {
            return response;
          }
        }),
  );
});
