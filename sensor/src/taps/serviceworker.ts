/** navigator.serviceWorker.register (W3C Service Workers §3.4.3). */
import { absolute, arg, text } from "../natives.js";
import type { Tap } from "../watch.js";
import { method } from "../wrap.js";

export const serviceworker: Tap = (win, watch) => {
  method(
    win.ServiceWorkerContainer?.prototype,
    "register",
    (_self, args) => ({ api: "serviceworker", url: absolute(text(arg(args, 0))) }),
    watch,
  );
};
