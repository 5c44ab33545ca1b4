// scriptward: a Cloudflare Worker on the site's own route. Errors of its own let the site through.
/* COMMON */
function put(response) {
  let done = false;
  const first = {
    element(head) {
      if (!done) head.prepend(DELIVERED.tag, { html: true });
      done = true;
    },
  };
  return new HTMLRewriter().on("head", first).transform(response);
}

export default {
  async fetch(request, env, context) {
    context?.passThroughOnException?.();
    if (isGuard(request)) return guard(request);
    return delivered(request, await fetch(request), put);
  },
};
