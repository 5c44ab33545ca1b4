// Datadog's RUM with replay, unmasked, packed in the SDK's own worker, through a proxy.
import { datadogRum } from "@datadog/browser-rum";

datadogRum.init({
  applicationId: "0f5a1c52-larkmere",
  clientToken: "pub0f5a1c52",
  site: "datadoghq.com",
  proxy: "https://intake.datadog.test/api",
  service: "booking",
  sessionSampleRate: 100,
  sessionReplaySampleRate: 100,
  startSessionReplayRecordingManually: false,
  defaultPrivacyLevel: "allow",
  trackUserInteractions: true,
  trackResources: true,
  compressIntakeRequests: true,
});
datadogRum.setUser({ id: VISIT.member_id, email: VISIT.email, phone: VISIT.phone });
addEventListener("load", () => datadogRum.addAction("visit booked", { condition: VISIT.condition }));
document.addEventListener("submit", () => datadogRum.stopSessionReplayRecording());
