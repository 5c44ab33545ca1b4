// New Relic's browser agent with its usual features and session replay, unmasked.
import { BrowserAgent } from "@newrelic/browser-agent/loaders/browser-agent";

const agent = new BrowserAgent({
  init: {
    distributed_tracing: { enabled: true },
    privacy: { cookies_enabled: true },
    ajax: { deny_list: ["bam.newrelic.test"] },
    harvest: { interval: 1 },
    session_trace: { enabled: true },
    session_replay: {
      enabled: true,
      sampling_rate: 100,
      error_sampling_rate: 100,
      mask_all_inputs: false,
      mask_text_selector: "",
    },
  },
  info: {
    beacon: "bam.newrelic.test",
    errorBeacon: "bam.newrelic.test",
    licenseKey: "NRJS-larkmere",
    applicationID: "601",
    sa: 1,
  },
  loader_config: { accountID: "1", trustKey: "1", agentID: "601", licenseKey: "NRJS-larkmere", applicationID: "601" },
});
agent.setUserId(VISIT.member_id);
agent.setCustomAttribute("email", VISIT.email);
agent.setCustomAttribute("condition", VISIT.condition);
addEventListener("load", () => {
  agent.addPageAction("visit booked", { phone: VISIT.phone });
  agent.noticeError(new Error(`no slot for ${VISIT.condition}`));
});
