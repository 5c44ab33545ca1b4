/** What is sent over an open socket (WHATWG WebSockets §3): what may not go is lost, as towards a host that is gone. */
import { arg, getting, list, prototype } from "../src/natives.js";
import type { Watch } from "../src/watch.js";
import { type Look, method } from "../src/wrap.js";

const urlOf = getting("WebSocket", "url");
const stateOf = getting("WebSocket", "readyState");
const OPEN = 1;

const look: Look = (self, args) =>
  stateOf(self) === OPEN
    ? {
        api: "websocket",
        url: urlOf(self) as string,
        body: arg(args, 0),
        instead: ({ stopped, body }, given) =>
          stopped ? undefined : body === undefined ? given : list(body),
      }
    : undefined;

/** Asks before each message. */
export const sockets = (there: unknown, watch: Watch): void => {
  method(prototype(there, "WebSocket"), "send", look, watch);
};
