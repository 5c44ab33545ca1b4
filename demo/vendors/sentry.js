// Sentry's browser SDK with the settings of its quick start.
import * as Sentry from "@sentry/browser";

Sentry.init({
  dsn: "https://5d1c4f0a@o1.ingest.sentry-cloud.test/4501",
  integrations: [Sentry.browserTracingIntegration()],
  tracesSampleRate: 1.0,
});
window.Sentry = Sentry;
