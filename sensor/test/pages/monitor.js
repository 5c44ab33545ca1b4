/** A monitor that wraps fetch and XMLHttpRequest.send; each way gives what undoes it. */
var monitor = {
  native: fetch,
  upload: () => fetch("http://monitor.test:{PORT}/monitor?upload"),
  wrapXhr() {
    const before = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function send(...args) {
      return before.apply(this, args);
    };
    return () => void (XMLHttpRequest.prototype.send = before);
  },
  ways: {
    assigned() {
      const before = window.fetch;
      const undo = monitor.wrapXhr();
      window.fetch = function (...args) {
        return before.apply(this, args);
      };
      return () => void (undo(), (window.fetch = before));
    },
    defined() {
      const before = window.fetch;
      const undo = monitor.wrapXhr();
      const value = (...args) => before(...args);
      Object.defineProperty(window, "fetch", { value, writable: true, configurable: true });
      return () => void (undo(), (window.fetch = before));
    },
    awaited() {
      const before = window.fetch;
      const undo = monitor.wrapXhr();
      window.fetch = async (...args) => {
        await undefined;
        return before(...args);
      };
      return () => void (undo(), (window.fetch = before));
    },
    twice() {
      const before = window.fetch;
      const undo = monitor.wrapXhr();
      const again = monitor.wrapXhr();
      const one = (...args) => before(...args);
      window.fetch = one;
      const inner = window.fetch;
      window.fetch = (input, init) => inner(new Request(input, init));
      return () => void (again(), undo(), (window.fetch = before));
    },
  },
};
