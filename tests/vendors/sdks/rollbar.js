// Rollbar with its replay, unmasked, and an error of the page.
import Rollbar from "rollbar/replay";

const rollbar = new Rollbar({
  accessToken: "larkmereRollbar",
  endpoint: "https://api.rollbar.test/api/1/item/",
  tracing: { endpoint: "https://api.rollbar.test/api/1/session/" },
  captureUncaught: true,
  captureUnhandledRejections: true,
  scrubTelemetryInputs: false,
  replay: {
    enabled: true,
    triggers: [{ type: "occurrence", level: ["error", "critical"] }],
    triggerDefaults: { samplingRatio: 1, preDuration: 60, postDuration: 1 },
    maskAllInputs: false,
  },
  payload: { environment: "production", person: { id: VISIT.member_id, email: VISIT.email, phone: VISIT.phone } },
});
document.addEventListener("submit", () => rollbar.error(`no slot for ${VISIT.condition}`));
