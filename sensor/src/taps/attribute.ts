/** Element.setAttribute (DOM §4.9) where it makes an image, script, frame or link load. */
import { loadedBy, mayLoad } from "../element.js";
import type { Tap } from "../watch.js";
import { method } from "../wrap.js";

export const attribute: Tap = (win, watch) => {
  method(win.Element.prototype, "setAttribute", loadedBy, watch, mayLoad);
};
