// New Relic's browser agent, which replaces XMLHttpRequest itself.
import { BrowserAgent } from "@newrelic/browser-agent/loaders/browser-agent";

const ids = { licenseKey: "NRJS-lab", applicationID: "601" };
new BrowserAgent({
  init: { distributed_tracing: { enabled: true }, ajax: { deny_list: [COLLECTOR] }, harvest: { interval: 1 } },
  info: { beacon: COLLECTOR, errorBeacon: COLLECTOR, sa: 1, ...ids },
  loader_config: { accountID: "1", trustKey: "1", agentID: "601", ...ids },
});
