// New Relic's browser agent with its usual features.
import { BrowserAgent } from "@newrelic/browser-agent/loaders/browser-agent";

window.NRAgent = new BrowserAgent({
  init: {
    distributed_tracing: { enabled: true },
    privacy: { cookies_enabled: true },
    ajax: { deny_list: ["bam.newrelic-cloud.test"] },
  },
  info: {
    beacon: "bam.newrelic-cloud.test",
    errorBeacon: "bam.newrelic-cloud.test",
    licenseKey: "NRJS-willowbrook",
    applicationID: "601",
    sa: 1,
  },
  loader_config: { accountID: "1", trustKey: "1", agentID: "601", licenseKey: "NRJS-willowbrook", applicationID: "601" },
});
