/** new EventSource (HTML §9.2): a stream from the server, its address is what is sent. */
import { absolute, arg, text } from "../natives.js";
import type { Tap } from "../watch.js";
import { constructor } from "../wrap.js";

export const eventsource: Tap = (win, watch) => {
  constructor(
    win,
    "EventSource",
    (_self, args) => ({ api: "eventsource", url: absolute(text(arg(args, 0))) }),
    watch,
  );
};
