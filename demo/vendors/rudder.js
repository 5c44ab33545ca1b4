// RudderStack's SDK with its plugins bundled.
import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";

const rudder = new RudderAnalytics();
rudder.load("wbRudder", "https://dataplane.rudder-cloud.test", {
  configUrl: "https://api.rudder-cloud.test",
  queueOptions: { batch: { enabled: false } },
});
rudder.page();
window.rudderanalytics = rudder;
