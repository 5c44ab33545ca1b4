/**
 * PaymentRequest: the browser asks each address among the methods for a manifest (W3C Payment Method
 * Manifest §3). One that is refused becomes a method that no browser has: there is nothing to pay with.
 */
import { arg, type Args, bare, find, isArray, own, text, win } from "../src/natives.js";
import type { Sent, Watch } from "../src/watch.js";
import { constructor } from "../src/wrap.js";

const ITERATOR = own(own(win, "Symbol"), "iterator") as symbol;

/** A sequence of one thing, that asks no prototype. */
function only(value: unknown): object {
  let done = true;
  const next = () => bare({ done: (done = !done), value });
  return bare({ [ITERATOR]: () => bare({ next }) });
}

/** Asks of the hosts that a request to pay is made with. */
export function payments(there: object, watch: Watch): void {
  const look = (_self: unknown, args: Args, shim: object): Sent | undefined => {
    const methods = arg(args, 0);
    let seen: Sent | undefined;
    for (let i = 0; isArray(methods) && i < methods.length; i++) {
      const url = text(own(own(methods, i), "supportedMethods"));
      if (find(url, "//") < 0) continue;
      if (seen && watch.gate?.(seen, watch.stack(shim))) break;
      seen = {
        api: "fetch",
        url,
        instead: (_change, given) =>
          bare([only(bare({ supportedMethods: "none" })), arg(given, 1)]),
      };
    }
    return seen;
  };
  constructor(there, "PaymentRequest", look, watch);
}
