// Rollbar with its telemetry of network calls, and an item of its own.
import Rollbar from "rollbar";

const rollbar = new Rollbar({
  accessToken: "lab",
  endpoint: `https://${COLLECTOR}/api/1/item/`,
  captureUncaught: true,
  captureUnhandledRejections: true,
});
addEventListener("load", () => setTimeout(() => rollbar.error("lab"), 60));
