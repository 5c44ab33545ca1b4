import FingerprintJS from "@fingerprintjs/fingerprintjs";

FingerprintJS.load({ monitoring: false })
  .then((agent) => agent.get())
  .then(({ visitorId }) => navigator.sendBeacon("https://in.fingerprintjs.test/id", visitorId));
