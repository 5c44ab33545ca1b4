// A tag manager's container, ours: rules decide which tags a page gets. Like the real ones it makes
// script elements, inserts inline code of the site's marketers, and evaluates their variables.
const container = {
  variables: { section: "return location.pathname.split('/')[1] || 'home'" },
  tags: [
    { on: /./, script: "https://connect.socialbook.test/en_US/events.js" },
    { on: /^\/(conditions|find-a-doctor|appointments)/, script: "https://cdn.mixpanel-cloud.test/libs/mixpanel.min.js" },
    { on: /^\/$/, html: "window.harborLayer.push({ event: 'campaign', name: 'spring-check-up' });" },
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
