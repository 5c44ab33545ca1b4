// Offline cache of the clinic's own assets.
importScripts("/assets/offline.js");
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin === location.origin && cacheable(pathname)) event.respondWith(cached(event.request));
});
