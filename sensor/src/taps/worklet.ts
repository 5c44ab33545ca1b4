/** Worklet.addModule (HTML §11.3): loads code that runs beside the page. */
import type { Tap } from "../watch.js";
import { addressed, method } from "../wrap.js";

export const worklet: Tap = (win, watch) => {
  method(win.Worklet?.prototype, "addModule", addressed("worklet"), watch);
};
