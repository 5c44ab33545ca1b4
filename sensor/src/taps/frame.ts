/** `iframe.src = …` (HTML §4.8.5). */
import { loads } from "../element.js";
import type { Tap } from "../watch.js";

export const frame: Tap = (win, watch) => {
  loads(win.HTMLIFrameElement.prototype, "src", "frame", watch);
};
