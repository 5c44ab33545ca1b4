// Mixpanel with autocapture and session replay, unmasked; the recorder is a part of the bundle.
import mixpanel from "mixpanel-browser";

mixpanel.init("4b1d", {
  api_host: "https://api.mixpanel.test",
  autocapture: { pageview: "full-url", click: true, input: true, submit: true, capture_text_content: true },
  batch_flush_interval_ms: 300,
  record_sessions_percent: 100,
  record_mask_all_text: false,
  record_mask_all_inputs: false,
});
addEventListener("load", () => {
  mixpanel.identify(VISIT.member_id);
  mixpanel.people.set({ $email: VISIT.email, $phone: VISIT.phone });
  mixpanel.track("visit booked", { condition: VISIT.condition });
});
// It takes its events up every 250 ms; stopping sends them without its wait of ten seconds.
document.addEventListener("submit", () => setTimeout(() => mixpanel.stop_session_recording(), 1000));
