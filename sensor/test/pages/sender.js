/** A vendor that sends by whatever fetch and XHR the page has; each address names it. */
var sender = {
  to: (way) => "http://collect.test:{PORT}/sender?" + way,
  fetch: (way) => fetch(sender.to(way + "-fetch")),
  kept: (way) => window.early(sender.to(way + "-kept")),
  late: (way) =>
    new Promise((done) => setTimeout(() => done(fetch(sender.to(way + "-late"))), 0)),
  xhr: (way) =>
    new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("GET", sender.to(way + "-xhr"));
      request.onloadend = done;
      request.send();
    }),
};
