/** new Worker (HTML §10.2.6.3): its own requests are the debugger's to see. */
import type { Tap } from "../watch.js";
import { addressed, constructor } from "../wrap.js";

export const worker: Tap = (win, watch) => {
  constructor(win, "Worker", addressed("worker"), watch);
};
