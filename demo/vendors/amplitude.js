// Amplitude's browser SDK with autocapture, and nothing fetched from its own configuration service.
import * as amplitude from "@amplitude/analytics-browser";

amplitude.init("wbAmplitude", {
  serverUrl: "https://api2.amplitude-cloud.test/2/httpapi",
  autocapture: true,
  flushIntervalMillis: 300,
  remoteConfig: { fetchRemoteConfig: false },
  enableDiagnostics: false,
});
window.amplitude = amplitude;
