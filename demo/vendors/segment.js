// Segment's analytics.js, loaded as its snippet does; page() is the snippet's last line.
import { AnalyticsBrowser } from "@segment/analytics-next";

window.analytics = AnalyticsBrowser.load(
  { writeKey: "wbSegment", cdnURL: "https://cdn.segment-cloud.test" },
  { integrations: { "Segment.io": { apiHost: "api.segment-cloud.test/v1" } } },
);
window.analytics.page();
