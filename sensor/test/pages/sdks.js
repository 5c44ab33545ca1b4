class Tracker {
  #own = 7;
  capture(name) {
    return [this.#own, name, arguments.length];
  }
}
window.posthog = new Tracker();
window.mixpanel = Object.freeze({ track: (name) => name });
window.analytics = [];
window.analytics.track = (...given) => window.analytics.push(given);
fbq.callMethod = (...given) => (window.told = given);
