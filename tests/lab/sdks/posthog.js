// PostHog as its guide says, without its replay.
import posthog from "posthog-js";

posthog.init("phc_lab", { api_host: `https://${COLLECTOR}`, defaults: "2025-05-24", disable_session_recording: true });
window.posthog = posthog;
