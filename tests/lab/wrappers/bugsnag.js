// Bugsnag with breadcrumbs of network calls, timers and listeners, and a report of its own.
import Bugsnag from "@bugsnag/js";

Bugsnag.start({
  apiKey: "0123456789abcdef0123456789abcdef",
  endpoints: { notify: `https://${COLLECTOR}/notify`, sessions: `https://${COLLECTOR}/sessions` },
  logger: null,
});
addEventListener("load", () => setTimeout(() => Bugsnag.notify(new Error("lab")), 70));
