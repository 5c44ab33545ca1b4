// Sentry with errors and tracing of fetch and XMLHttpRequest; an error of its own makes it send.
import * as Sentry from "@sentry/browser";

Sentry.init({
  dsn: `https://5d1c4f0a@${COLLECTOR}/4501`,
  integrations: [Sentry.browserTracingIntegration()],
  tracesSampleRate: 1.0,
});
addEventListener("load", () => setTimeout(() => Sentry.captureException(new Error("lab")), 50));
