// RudderStack's SDK with its plugins bundled; what is left goes by beacon as the page goes away.
import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";

const rudder = new RudderAnalytics();
rudder.load("larkmereRudder", "https://dataplane.rudder.test", {
  configUrl: "https://api.rudder.test",
  queueOptions: { batch: { enabled: false } },
});
rudder.page();
rudder.identify(VISIT.member_id, { email: VISIT.email, phone: VISIT.phone });
rudder.track("visit booked", { condition: VISIT.condition });
