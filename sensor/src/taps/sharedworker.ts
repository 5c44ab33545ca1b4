/** new SharedWorker (HTML §10.2.6.4). */
import type { Tap } from "../watch.js";
import { addressed, constructor } from "../wrap.js";

export const sharedworker: Tap = (win, watch) => {
  constructor(win, "SharedWorker", addressed("sharedworker"), watch);
};
