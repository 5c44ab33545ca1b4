// Offline cache of the clinic's own assets, and its push vendor.
importScripts("/assets/offline.js", "https://cdn.pushpost.test/worker.js");
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin === location.origin && cacheable(pathname)) event.respondWith(cached(event.request));
});
