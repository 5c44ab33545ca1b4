/** What is sent over an open socket (WHATWG WebSockets §3): what may not go is lost, as towards a host that is gone. */
import { arg, bare, getting, isArray, list, prototype } from "../src/natives.js";
import type { Sent, Watch } from "../src/watch.js";
import { addressed, constructor, type Look, method } from "../src/wrap.js";

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

/** The reason given with a closing is sent, too; without it the socket closes as well. */
const closing: Look = (self, args) => {
  const seen = look(self, list(arg(args, 1)), self as object);
  return (
    seen && { ...seen, instead: ({ stopped }, given) => (stopped ? list(arg(given, 0)) : given) }
  );
};

/** Sees the address and the names of protocols, which go along. */
export const greeting: Look = (self, args, shim) => {
  const seen = addressed("websocket")(self, args, shim) as Sent;
  const names = arg(args, 1);
  let all = typeof names === "string" ? names : "";
  if (isArray(names)) for (let i = 0; i < names.length; i++) all += (names[i] as string) + ", ";
  return { ...seen, headers: bare({ all }) };
};

/** Asks before each message. */
export const sockets = (there: unknown, watch: Watch): void => {
  const proto = prototype(there, "WebSocket");
  method(proto, "send", look, watch);
  method(proto, "close", closing, watch);
  constructor(there as object, "WebSocketStream", addressed("websocket"), watch);
};
