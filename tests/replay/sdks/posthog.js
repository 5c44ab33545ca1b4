// PostHog as its guide says, or with everything masked.
import posthog from "posthog-js";

const strict = document.currentScript.dataset.mode === "strict";

posthog.init("phc_thornbury", {
  api_host: "https://in.posthog.test",
  defaults: "2025-05-24",
  session_recording: strict ? { maskAllInputs: true, maskTextSelector: "*" } : {},
});
