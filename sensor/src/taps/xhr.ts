/** XMLHttpRequest (WHATWG XHR): the address is known at open, the call is made at send. */
import { layered } from "../layers.js";
import { absolute, arg, text, weak } from "../natives.js";
import type { Tap } from "../watch.js";
import { method } from "../wrap.js";

export const xhr: Tap = (win, watch) => {
  const proto = win.XMLHttpRequest.prototype;
  const urls = weak<object, string>();
  method(
    proto,
    "open",
    (self, args) => {
      urls.set(self as object, absolute(text(arg(args, 1))));
      return undefined;
    },
    watch,
  );
  layered(
    proto,
    "send",
    (self) => ({ api: "xhr", url: urls.get(self as object) ?? "", key: self }),
    watch,
  );
};
