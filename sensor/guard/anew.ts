/** An XMLHttpRequest that is to go elsewhere: opened anew at `send`, its headers set again. */
import type { KeyedLook } from "../src/layers.js";
import { arg, type Args, free, list, type Weak, weak } from "../src/natives.js";
import type { Change, Watch } from "../src/watch.js";
import { method } from "../src/wrap.js";

// of all realms: one may open what another sends
const opened = weak<object, Args>();

/** A look at `send` that also says how the request is made another one. */
export function anew(
  proto: object,
  headers: Weak<object, unknown[]>,
  look: KeyedLook,
  watch: Watch,
): KeyedLook {
  const open = free(proto, "open");
  const setHeader = free(proto, "setRequestHeader");
  method(proto, "open", (self, args) => void opened.set(self as object, args), watch);
  return (self, args) => ({
    ...look(self, args),
    instead({ url, body }: Change, given: Args): Args {
      const as = opened.get(self as object) ?? list<unknown>();
      const set = headers.get(self as object);
      open(self, arg(as, 0), url, as.length > 2 ? arg(as, 2) : true, arg(as, 3), arg(as, 4));
      for (let i = 0; set && i < set.length; i++) {
        const header = set[i] as Args;
        setHeader(self, arg(header, 0), arg(header, 1));
      }
      return body === undefined ? given : list(body);
    },
  });
}
