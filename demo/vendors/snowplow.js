// Snowplow's tracker, POST and base64 as by default.
import { enableActivityTracking, newTracker, trackPageView } from "@snowplow/browser-tracker";

newTracker("sp", "https://com-willowbrook.snowplow-cloud.test", { appId: "willowbrook" });
enableActivityTracking({ minimumVisitLength: 5, heartbeatDelay: 10 });
trackPageView();
