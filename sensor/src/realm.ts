/** A realm no page script has touched, made only once a page has frozen its own `Error`. */
import { apply, descriptor, type Fn, own, win } from "./natives.js";

const doc = win.document;
const createElement = own(win.Document.prototype, "createElement") as Fn;
const append = own(win.Node.prototype, "appendChild") as Fn;
const removeChild = own(win.Node.prototype, "removeChild") as Fn;
const rootOf = descriptor(win.Document.prototype, "documentElement")?.get as Fn;
const windowOf = descriptor(win.HTMLIFrameElement.prototype, "contentWindow")?.get as Fn;

let tried = false;
let clean: (new () => object) | undefined;

/** `Error` of a clean realm; undefined where none can be made (sandboxed page, no document yet). */
export function cleanError(): (new () => object) | undefined {
  if (tried) return clean;
  const root = apply(rootOf, doc, []);
  if (root === null) return undefined;
  tried = true;
  const frame = apply(createElement, doc, ["iframe"]);
  apply(append, root, [frame]);
  try {
    clean = own(apply(windowOf, frame, []), "Error") as (new () => object) | undefined;
  } finally {
    apply(removeChild, root, [frame]);
  }
  return clean;
}
