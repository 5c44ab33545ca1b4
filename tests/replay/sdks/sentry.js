// Sentry with session replay as it is by default, which masks, or with its masks off.
import * as Sentry from "@sentry/browser";

const loose = document.currentScript.dataset.mode === "loose";

Sentry.init({
  dsn: "https://5d1c4f0a@o1.sentry.test/4501",
  integrations: [
    Sentry.replayIntegration(loose ? { maskAllText: false, maskAllInputs: false } : {}),
  ],
  replaysSessionSampleRate: 1.0,
});
