// Datadog's RUM with replay at its own default privacy level, compression on, through a proxy.
import { datadogRum } from "@datadog/browser-rum";

datadogRum.init({
  applicationId: "0f5a1c52-willowbrook",
  clientToken: "pub0f5a1c52",
  site: "datadoghq.com",
  proxy: "https://browser-intake.datadog-cloud.test/api",
  service: "portal",
  sessionSampleRate: 100,
  sessionReplaySampleRate: 100,
  trackUserInteractions: true,
  trackResources: true,
  compressIntakeRequests: true,
});
