/** new Worker (HTML §10.2.6.3): its own requests are the debugger's to see. */
import { absolute, arg, text } from "../natives.js";
import type { Tap } from "../watch.js";
import { constructor } from "../wrap.js";

export const worker: Tap = (win, watch) => {
  constructor(
    win,
    "Worker",
    (_self, args) => ({ api: "worker", url: absolute(text(arg(args, 0))) }),
    watch,
  );
};
