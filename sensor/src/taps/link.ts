/** `link.href = …` (HTML §4.2.4): style sheets, preload, prefetch, preconnect. */
import { loads } from "../element.js";
import type { Tap } from "../watch.js";

export const link: Tap = (win, watch) => {
  loads(win.HTMLLinkElement.prototype, "href", "link", watch);
};
