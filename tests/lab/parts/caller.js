// Asks the senders to send, at once or later, and the real SDKs to track: it is who caused it.
(() => {
  const me = document.currentScript.dataset.name;
  const tracks = {
    segment: (event) => window.sdks.segment.track(event),
    mixpanel: (event) => window.sdks.mixpanel.track(event),
    amplitude: (event) => window.sdks.amplitude.track(event),
    posthog: (event) => window.sdks.posthog.capture(event),
    rudder: (event) => window.sdks.rudder.track(event),
    snowplow: (event) => window.sdks.snowplow.trackStructEvent({ category: "lab", action: event }),
    clarity: (event) => window.sdks.clarity("event", event),
  };
  addEventListener("load", () => {
    for (const [sender, channel, way] of window.plan.callers[me] ?? []) {
      window.senders[sender]?.send(channel, way, me);
    }
    for (const [index, sdk] of (window.plan.tracked[me] ?? []).entries()) {
      setTimeout(() => window.sdks?.[sdk] && tracks[sdk](`lab-event ${me} ${sdk}`), 40 * index);
    }
  });
})();
