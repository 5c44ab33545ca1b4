// Snowplow's tracker: POST with base64 as by default, and a second one that sends by GET.
import { newTracker, setUserId, trackPageView, trackSelfDescribingEvent, trackStructEvent } from "@snowplow/browser-tracker";

newTracker("sp", "https://com-larkmere.snowplow.test", { appId: "larkmere" });
newTracker("get", "https://get.snowplow.test", { appId: "larkmere", eventMethod: "get", maxGetBytes: 8000 });
setUserId(VISIT.member_id);
trackPageView({ title: "Book a visit" });
trackStructEvent({ category: "visit", action: "booked", label: VISIT.condition });
trackSelfDescribingEvent({
  event: {
    schema: "iglu:test.larkmere/visit_booked/jsonschema/1-0-0",
    data: { email: VISIT.email, phone: VISIT.phone },
  },
});
