// Segment's analytics.js as its npm guide says, and a second one that sends in batches.
import { AnalyticsBrowser } from "@segment/analytics-next";

const analytics = AnalyticsBrowser.load(
  { writeKey: "wSegment", cdnURL: "https://cdn.segment.test" },
  { integrations: { "Segment.io": { apiHost: "api.segment.test/v1", protocol: "https" } } },
);
analytics.page();
analytics.identify(VISIT.member_id, { email: VISIT.email, phone: VISIT.phone });
analytics.track("visit booked", { condition: VISIT.condition });

const batching = AnalyticsBrowser.load(
  { writeKey: "wBatches", cdnURL: "https://cdn.segment.test" },
  {
    integrations: {
      "Segment.io": {
        apiHost: "batches.segment.test/v1",
        deliveryStrategy: { strategy: "batching", config: { size: 20, timeout: 500 } },
      },
    },
    user: { persist: false },
    disableClientPersistence: true,
  },
);
batching.identify(VISIT.member_id, { email: VISIT.email });
batching.track("visit booked", { condition: VISIT.condition });
