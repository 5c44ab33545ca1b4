/** Element.setAttribute (DOM §4.9) where it makes an image, script, frame or link load. */
import { handed } from "../../guard/makers.js";
import type { Args } from "../natives.js";
import { loadedBy, mayLoad } from "../element.js";
import type { Tap } from "../watch.js";
import { method } from "../wrap.js";

export const attribute: Tap = (win, watch) => {
  const due = GUARD ? (args: Args) => (handed(args), mayLoad(args)) : mayLoad;
  method(win.Element.prototype, "setAttribute", loadedBy, watch, due);
};
