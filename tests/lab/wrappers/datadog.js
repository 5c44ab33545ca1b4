// Datadog's RUM with resources and user interactions.
import { datadogRum } from "@datadog/browser-rum";

datadogRum.init({
  applicationId: "0f5a1c52-lab",
  clientToken: "pub0f5a1c52",
  site: "datadoghq.com",
  proxy: `https://${COLLECTOR}/api`,
  sessionSampleRate: 100,
  sessionReplaySampleRate: 0,
  trackUserInteractions: true,
  trackResources: true,
});
