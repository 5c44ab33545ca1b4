// PostHog as its guide says, replay without masking; its recorder is fetched from the vendor's host.
import posthog from "posthog-js";

posthog.init("phc_larkmere", {
  api_host: "https://in.posthog.test",
  defaults: "2025-05-24",
  person_profiles: "always",
  session_recording: { maskAllInputs: false },
});
addEventListener("load", () => {
  posthog.identify(VISIT.member_id, { email: VISIT.email, phone: VISIT.phone });
  posthog.capture("visit booked", { condition: VISIT.condition });
});
