/** Worklet.addModule (HTML §11.3): loads code that runs beside the page. */
import { absolute, arg, text } from "../natives.js";
import type { Tap } from "../watch.js";
import { method } from "../wrap.js";

export const worklet: Tap = (win, watch) => {
  method(
    win.Worklet?.prototype,
    "addModule",
    (_self, args) => ({ api: "worklet", url: absolute(text(arg(args, 0))) }),
    watch,
  );
};
