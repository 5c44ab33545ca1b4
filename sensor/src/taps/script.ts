/** `script.src = …` (HTML §4.12.1): one script loads another. */
import { loads } from "../element.js";
import type { Tap } from "../watch.js";

export const script: Tap = (win, watch) => {
  loads(win.HTMLScriptElement.prototype, "src", "script", watch);
};
