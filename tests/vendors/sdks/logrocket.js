// LogRocket's published part; the part that sends, which it fetches, is the sample clinic's imitation.
import setup from "logrocket/setup";

const LogRocket = setup({
  sdkServer: "https://cdn.logrocket.test",
  ingestServer: "https://r.logrocket.test",
});
LogRocket.init("larkmere/booking");
addEventListener("load", () => {
  console.info("booking for", VISIT.member_id, { email: VISIT.email });
  void fetch(`/api/visits?phone=${encodeURIComponent(VISIT.phone)}`, {
    method: "POST",
    body: JSON.stringify({ condition: VISIT.condition }),
  });
});
