// The site's own script: ways to reach a host, for vendors and for whoever comes with them.
(() => {
  const settled = (start) => new Promise((done) => start(done));
  const element = (name, parent, fill) =>
    settled((done) => {
      const made = document.createElement(name);
      made.onload = made.onerror = done;
      fill(made);
      parent.append(made);
    });

  window.reach = async (host, tag) => {
    const at = (way) => `https://${host}/${way}?card=${tag}`;
    navigator.sendBeacon(at('beacon'), tag);
    await Promise.all([
      fetch(at('fetch'), { mode: 'no-cors', method: 'POST', body: tag }).catch(() => null),
      settled((done) => {
        const image = new Image();
        image.onload = image.onerror = done;
        image.src = at('image');
      }),
      settled((done) => {
        try {
          const socket = new WebSocket(`wss://${host}/socket?card=${tag}`);
          socket.onopen = socket.onerror = socket.onclose = done;
        } catch {
          done();
        }
      }),
    ]);
  };

  window.reachMore = async (host, tag) => {
    const at = (way) => `https://${host}/${way}?card=${tag}`;
    await Promise.all([
      element('iframe', document.body, (made) => (made.src = at('frame'))),
      element('script', document.head, (made) => (made.src = at('script.js'))),
      element('link', document.head, (made) => {
        made.rel = 'stylesheet';
        made.href = at('style.css');
      }),
    ]);
    const form = document.createElement('form');
    Object.assign(form, { action: at('form'), method: 'POST', target: 'sink' });
    document.body.append(form);
    form.submit();
  };
})();
