// Rollbar, waiting for errors.
import Rollbar from "rollbar";

window.Rollbar = new Rollbar({
  accessToken: "wbRollbar",
  endpoint: "https://api.rollbar-cloud.test/api/1/item/",
  captureUncaught: true,
  captureUnhandledRejections: true,
  payload: { environment: "production" },
});
