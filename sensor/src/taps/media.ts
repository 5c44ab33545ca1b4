/** Sound, film and plug-in elements that load from an address (HTML §4.8). */
import { loads } from "../element.js";
import type { Tap } from "../watch.js";

export const media: Tap = (win, watch) => {
  loads(win.HTMLMediaElement.prototype, "src", "media", watch);
  loads(win.HTMLSourceElement.prototype, "src", "media", watch);
  loads(win.HTMLEmbedElement.prototype, "src", "object", watch);
  loads(win.HTMLObjectElement.prototype, "data", "object", watch);
};
