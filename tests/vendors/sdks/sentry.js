// Sentry with errors, tracing and session replay, unmasked; replay packs in the SDK's own worker.
import * as Sentry from "@sentry/browser";

Sentry.init({
  dsn: "https://5d1c4f0a@o1.sentry.test/4501",
  integrations: [
    Sentry.browserTracingIntegration(),
    Sentry.replayIntegration({ maskAllText: false, maskAllInputs: false, blockAllMedia: false, minReplayDuration: 0 }),
  ],
  tracesSampleRate: 1.0,
  replaysSessionSampleRate: 1.0,
  replaysOnErrorSampleRate: 1.0,
  sendDefaultPii: true,
});
addEventListener("load", () => {
  Sentry.setUser({ id: VISIT.member_id, email: VISIT.email });
  Sentry.setTag("phone", VISIT.phone);
  Sentry.captureException(new Error(`no slot for ${VISIT.condition}`));
});
document.addEventListener("submit", () => void Sentry.getReplay().flush());
