/** window.open (HTML §7.2.2.1): an address can carry data to a new window. */
import { absolute, arg, text } from "../natives.js";
import type { Tap } from "../watch.js";
import { instead } from "../../guard/given.js";
import { method } from "../wrap.js";

export const open: Tap = (win, watch) => {
  method(
    win,
    "open",
    (_self, args) =>
      GUARD
        ? { api: "open", url: absolute(text(arg(args, 0))), instead }
        : { api: "open", url: absolute(text(arg(args, 0))) },
    watch,
  );
};
