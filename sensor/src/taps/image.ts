/** `img.src = …` (HTML §4.8.3): the pixel; loads without being in the document. */
import { loads } from "../element.js";
import type { Tap } from "../watch.js";

export const image: Tap = (win, watch) => {
  loads(win.HTMLImageElement.prototype, "src", "image", watch);
  loads(win.HTMLImageElement.prototype, "srcset", "image", watch);
};
