/** new SharedWorker (HTML §10.2.6.4). */
import { absolute, arg, text } from "../natives.js";
import type { Tap } from "../watch.js";
import { constructor } from "../wrap.js";

export const sharedworker: Tap = (win, watch) => {
  constructor(
    win,
    "SharedWorker",
    (_self, args) => ({ api: "sharedworker", url: absolute(text(arg(args, 0))) }),
    watch,
  );
};
