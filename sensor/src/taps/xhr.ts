/** XMLHttpRequest (WHATWG XHR): the address is known at open, the call is made at send. */
import { anew } from "../../guard/anew.js";
import { type KeyedLook, layered } from "../layers.js";
import { absolute, arg, list, text, weak } from "../natives.js";
import type { Tap } from "../watch.js";
import { method } from "../wrap.js";

const MOST_HEADERS = 20;
// of all realms: one may open what another sends
const urls = weak<object, string>();
const headers = weak<object, unknown[]>();

export const xhr: Tap = (win, watch) => {
  const proto = win.XMLHttpRequest.prototype;
  method(
    proto,
    "open",
    (self, args) => {
      urls.set(self as object, absolute(text(arg(args, 1))));
      headers.set(self as object, list());
      return undefined;
    },
    watch,
  );
  if (watch.made !== undefined)
    method(
      proto,
      "setRequestHeader",
      (self, args) => {
        const set = headers.get(self as object);
        if (set !== undefined && set.length < MOST_HEADERS) set[set.length] = args;
        return undefined;
      },
      watch,
    );
  let look: KeyedLook = (self, args) => ({
    api: "xhr",
    url: urls.get(self as object) ?? "",
    key: self,
    body: arg(args, 0),
    headers: headers.get(self as object),
  });
  if (GUARD) look = anew(proto, headers, look, watch);
  layered(proto, "send", look, watch);
};
