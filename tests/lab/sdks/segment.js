// Segment's analytics.js, which sends in batches.
import { AnalyticsBrowser } from "@segment/analytics-next";

const segment = AnalyticsBrowser.load(
  { writeKey: "wLab", cdnURL: `https://${COLLECTOR}` },
  {
    integrations: {
      "Segment.io": {
        apiHost: `${COLLECTOR}/v1`,
        deliveryStrategy: { strategy: "batching", config: { size: 20, timeout: 500 } },
      },
    },
  },
);
segment.page();
window.analytics = segment;
