/** new WebSocket (WHATWG WebSockets §3); what goes through it afterwards only the debugger and the guard see. */
import { sockets } from "../../guard/sockets.js";
import { absolute, arg, text } from "../natives.js";
import type { Tap } from "../watch.js";
import { constructor } from "../wrap.js";

export const websocket: Tap = (win, watch) => {
  constructor(
    win,
    "WebSocket",
    (_self, args) => ({ api: "websocket", url: absolute(text(arg(args, 0))) }),
    watch,
  );
  if (GUARD) sockets(win, watch);
};
