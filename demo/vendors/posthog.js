// PostHog, as its array.js gives it to a page: window.posthog, ready for init.
import posthog from "posthog-js";

window.posthog = posthog;
