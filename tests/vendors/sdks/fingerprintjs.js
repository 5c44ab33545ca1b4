// FingerprintJS sends nothing by itself; the page sends its visitor id on, as its guide shows.
import FingerprintJS from "@fingerprintjs/fingerprintjs";

async function sent() {
  const agent = await FingerprintJS.load();
  const { visitorId } = await agent.get();
  await fetch("https://api.fingerprintjs.test/visit", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ visitorId, linkedId: VISIT.member_id, tag: { email: VISIT.email } }),
  });
}

void sent();
