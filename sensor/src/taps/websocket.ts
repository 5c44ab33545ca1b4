/** new WebSocket (WHATWG WebSockets §3); what goes through it afterwards only the debugger and the guard see. */
import { greeting, sockets } from "../../guard/sockets.js";
import type { Tap } from "../watch.js";
import { addressed, constructor } from "../wrap.js";

export const websocket: Tap = (win, watch) => {
  constructor(win, "WebSocket", GUARD ? greeting : addressed("websocket"), watch);
  if (GUARD) sockets(win, watch);
};
