fbq("track", "Lead");
gtag("event", "generate_lead", { value: "card-one", big: 1 });
analytics.track("visit booked", { get plan() { throw new Error("asked"); } });
const answer = posthog.capture("form opened", {}, 3);
finished(JSON.stringify([answer, window.told, mixpanel.track("kept"), dataLayer.length, window.analytics.length]));
