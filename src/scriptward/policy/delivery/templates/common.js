const DELIVERED = /* DELIVERED */ {};
const BOTH_HOLD = ["content-security-policy", "content-security-policy-report-only"];
const OF_THE_BODY = ["content-length", "content-md5", "digest", "content-digest", "repr-digest"];
const VALIDATORS = ["etag", "last-modified", "accept-ranges"];

/** Adds the policy's headers; what the site sent itself is never loosened. */
function withHeaders(headers) {
  for (const [name, value] of DELIVERED.headers) {
    if (BOTH_HOLD.includes(name)) headers.append(name, value);
    else if (!headers.has(name)) headers.set(name, value);
  }
}

function isGuard(request) {
  return DELIVERED.place !== "" && new URL(request.url).pathname === DELIVERED.place;
}

function guard(request) {
  const read = request.method === "GET" || request.method === "HEAD";
  const headers = new Headers({
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
    "access-control-allow-origin": "*", // for sandboxed frames
    "cross-origin-resource-policy": "same-origin",
  });
  if (!read) headers.set("allow", "GET, HEAD");
  withHeaders(headers);
  const body = request.method === "GET" ? DELIVERED.guard : null;
  return new Response(body, { status: read ? 200 : 405, headers });
}

/** Whether the guard's element belongs into this body. */
function isPage(request, response) {
  const type = (response.headers.get("content-type") ?? "").toLowerCase();
  const wide = /charset=["']?utf-?(16|32)/.test(type);
  const kept = (response.headers.get("content-disposition") ?? "").startsWith("attachment");
  const whole = request.method !== "HEAD" && response.status === 200 && response.body !== null;
  return DELIVERED.tag !== "" && whole && type.startsWith("text/html") && !wide && !kept;
}

/** The response with headers and guard; `put` brings the element into a page. */
function delivered(request, response, put) {
  if (response.status === 101 || response.webSocket) return response;
  const off = (response.headers.get("x-scriptward") ?? "").trim().toLowerCase() === "off";
  const changed = new Response(response.body, response);
  changed.headers.delete("x-scriptward");
  if (off) return changed;
  withHeaders(changed.headers);
  if (!isPage(request, changed)) return changed;
  // A page that a browser kept would name a guard of long ago: it is asked for anew.
  for (const name of [...OF_THE_BODY, ...VALIDATORS]) changed.headers.delete(name);
  return put(changed);
}
