/** new WebTransport (W3C WebTransport §6); its streams only the debugger sees. */
import { absolute, arg, text } from "../natives.js";
import type { Tap } from "../watch.js";
import { constructor } from "../wrap.js";

export const webtransport: Tap = (win, watch) => {
  constructor(
    win,
    "WebTransport",
    (_self, args) => ({ api: "webtransport", url: absolute(text(arg(args, 0))) }),
    watch,
  );
};
