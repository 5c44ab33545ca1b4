// Asks the senders to send, at once or later, and the real SDKs to track: it is who caused it.
(() => {
  const me = document.currentScript.dataset.name;
  const tracks = {
    segment: (event) => window.analytics.track(event),
    mixpanel: (event) => window.mixpanel.track(event),
    amplitude: (event) => window.amplitude.track(event),
    posthog: (event) => window.posthog.capture(event),
    rudder: (event) => window.rudderanalytics.track(event),
    snowplow: (event) => window.snowplow("trackStructEvent", { category: "lab", action: event }),
    clarity: (event) => window.clarity("event", event),
  };
  addEventListener("load", () => {
    for (const [sender, channel, way] of window.plan.callers[me] ?? []) {
      window.senders[sender]?.send(channel, way, me);
    }
    for (const [index, sdk] of (window.plan.tracked[me] ?? []).entries()) {
      setTimeout(() => tracks[sdk](`lab event of ${me} by ${sdk}`), 40 * index);
    }
  });
})();
