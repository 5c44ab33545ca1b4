function cacheable(path) {
  return path.startsWith("/assets/") && /\.(css|svg)$/.test(path);
}

async function cached(request) {
  const kept = await caches.open("willowbrook-1");
  const found = await kept.match(request);
  if (found) return found;
  const fresh = await fetch(request);
  await kept.put(request, fresh.clone());
  return fresh;
}
