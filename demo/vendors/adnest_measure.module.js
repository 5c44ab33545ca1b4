// Adnest's second part, fetched by import().
/** Tells the exchange who is here. */
export function measure({ visitorId, slot }) {
  const address = `https://id.adnest.test/sync?vid=${visitorId}&slot=${encodeURIComponent(slot)}`;
  void fetch(address, { mode: "no-cors", keepalive: true });
}
