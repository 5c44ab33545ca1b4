// Amplitude with autocapture, which wraps fetch and XMLHttpRequest as a monitor does.
import * as amplitude from "@amplitude/analytics-browser";

amplitude.init("lab", undefined, {
  serverUrl: `https://${COLLECTOR}/2/httpapi`,
  autocapture: { networkTracking: true },
  flushIntervalMillis: 400,
  remoteConfig: { fetchRemoteConfig: false },
  enableDiagnostics: false,
});
window.amplitude = { ...amplitude };
