// New Relic's browser agent with session replay as it is by default, which masks, or with its masks off.
import { BrowserAgent } from "@newrelic/browser-agent/loaders/browser-agent";

const loose = document.currentScript.dataset.mode === "loose";

new BrowserAgent({
  init: {
    privacy: { cookies_enabled: true },
    ajax: { deny_list: ["bam.newrelic.test"] },
    harvest: { interval: 1 },
    session_replay: {
      enabled: true,
      sampling_rate: 100,
      error_sampling_rate: 100,
      ...(loose && { mask_all_inputs: false, mask_text_selector: "" }),
    },
  },
  info: { beacon: "bam.newrelic.test", errorBeacon: "bam.newrelic.test", licenseKey: "NRJS-thornbury", applicationID: "601", sa: 1 },
  loader_config: { accountID: "1", trustKey: "1", agentID: "601", licenseKey: "NRJS-thornbury", applicationID: "601" },
});
