// The push vendor's part of the clinic's service worker.
addEventListener("message", (event) => {
  if (event.data?.pushpost !== "page") return;
  event.waitUntil(
    fetch("https://api.pushpost.test/v1/seen", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ app: "wb", url: event.data.url }),
    }),
  );
});
