// Mixpanel with autocapture on, as its set-up page advises.
import mixpanel from "mixpanel-browser";

mixpanel.init("4b1d", {
  api_host: "https://api.mixpanel-cloud.test",
  autocapture: true,
  track_pageview: "full-url",
  batch_flush_interval_ms: 500,
});
window.mixpanel = mixpanel;
