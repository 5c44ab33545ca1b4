// A tag manager's container, ours: rules decide which tags a page gets. Like the real ones it makes
// script elements, inserts inline code of the site's marketers, and evaluates their variables.
const container = {
  variables: { section: "return location.pathname.split('/')[1] || 'home'" },
  tags: [
    { on: /./, script: "https://connect.socialbook.test/en_US/events.js" },
    { on: /^\/(conditions|find-a-doctor|appointments)/, script: "https://cdn.mixpanel-cloud.test/libs/mixpanel.min.js" },
    { on: /^\/$/, html: "window.harborLayer.push({ event: 'campaign', name: 'spring-check-up' });" },
    { on: /^\/$/, script: "https://cdn.amplitude-cloud.test/libs/analytics-browser.js" },
    { on: /^\/$/, script: "https://cdn.adnest.test/nest.js" },
    { on: /^\/$/, script: "https://perf.boomerang-cloud.test/boomerang.js" },
    { on: /^\/(conditions|appointments)/, script: "https://cdn.segment-cloud.test/analytics.js/v1/wbSegment/analytics.min.js" },
    { on: /^\/(conditions|find-a-doctor)/, script: "https://www.clarity-cloud.test/tag/wbclarity" },
    { on: /^\/find-a-doctor/, script: "https://cdn.heedmouse.test/attention.js" },
    { on: /^\/appointments/, script: "https://cdn.replayroom.test/room.js" },
  ],
};

function insert(fill) {
  const element = document.createElement("script");
  fill(element);
  document.head.appendChild(element);
}

const layer = (window.harborLayer ??= []);
for (const [name, code] of Object.entries(container.variables)) {
  layer.push({ [name]: new Function(code)() });
}
for (const { on, script, html } of container.tags) {
  if (!on.test(location.pathname)) continue;
  if (script) insert((element) => Object.assign(element, { src: script, async: true }));
  else insert((element) => { element.text = html; });
}
