// Mixpanel with autocapture.
import mixpanel from "mixpanel-browser";

mixpanel.init("lab", { api_host: `https://${COLLECTOR}`, autocapture: true, batch_flush_interval_ms: 400 });
window.mixpanel = mixpanel;
