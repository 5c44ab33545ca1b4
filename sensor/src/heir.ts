/**
 * In a scan: a frame that was taken out of the page is out of the debugger's hearing, and its
 * functions still send. The page's sensor lends it its own line as the page first takes the frame's
 * window: until then no script has been in there. Through `frames[0]` a page may take the offer
 * itself; then the frame is as dumb as before, and all that the page learns is what it did itself.
 */
import {
  apply,
  bare,
  defineProperty,
  deleteProperty,
  descriptor,
  type Fn,
  NONE,
  own,
  win,
} from "./natives.js";
import { safely, veil } from "./wrap.js";

/** Takes one record as JSON. */
export type Line = (record: string) => void;

let lent: Line | undefined;

/** The line that was lent, where the frame has none of its own any more. */
export function lentLine(): Line | undefined {
  return win.top === null ? lent : undefined;
}

/** In a fresh frame: lets its parent's sensor lend its line, once. */
export function offer(name: string): void {
  if (win.parent === win) return;
  const take = (line: Line): void => {
    lent ??= line;
  };
  defineProperty(win, name, bare({ value: take, configurable: true }));
}

function lendTo(frame: unknown, name: string, line: Line): void {
  let take: unknown;
  try {
    take = own(frame, name);
    if (typeof take === "function") deleteProperty(frame as object, name);
  } catch {
    return; // of another origin
  }
  if (typeof take === "function") apply(take as Fn, undefined, [line]);
}

/** Lends `line` to the frame that `property` of a frame's element leads to, as a script asks. */
function lending(property: string, windowOf: (got: unknown) => unknown, name: string, line: Line) {
  const proto = win.HTMLIFrameElement.prototype;
  const before = descriptor(proto, property);
  const native = before?.get as Fn | undefined;
  if (before === undefined || native === undefined) return;
  const shim = bare({
    get(this: unknown): unknown {
      const got = apply(native, this, NONE);
      safely(() => {
        lendTo(windowOf(got), name, line);
      });
      return got;
    },
  }).get;
  before.get = veil(shim, native);
  defineProperty(proto, property, before);
}

/** In a page: lends `line` to each frame whose window or document a script takes. */
export function lend(name: string, line: Line): void {
  const viewOf = descriptor(win.Document.prototype, "defaultView")?.get as Fn;
  lending("contentWindow", (got) => got, name, line);
  lending("contentDocument", (got) => (got === null ? null : apply(viewOf, got, NONE)), name, line);
}
