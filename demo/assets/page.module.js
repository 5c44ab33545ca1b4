/** Calls back with the page's name as soon as its document is there. */
export function ready(then) {
  const run = () => then(document.body.className.split(" ")[0]);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", run);
  else run();
}
