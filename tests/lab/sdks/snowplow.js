// Snowplow's tracker, two events to a batch.
import { newTracker, trackPageView, trackStructEvent } from "@snowplow/browser-tracker";

newTracker("sp", `https://${COLLECTOR}`, { appId: "lab", bufferSize: 2 });
trackPageView({ title: "Lab" });
window.snowplow = (what, event) => ({ trackStructEvent })[what](event); // as the vendor's own tag
