/** navigator.serviceWorker.register (W3C Service Workers §3.4.3). */
import type { Tap } from "../watch.js";
import { addressed, method } from "../wrap.js";

export const serviceworker: Tap = (win, watch) => {
  method(win.ServiceWorkerContainer?.prototype, "register", addressed("serviceworker"), watch);
};
