/**
 * In a scan: who asks for what styles, fonts and a few elements load, which the debugger takes for
 * the document's own. `element.style.background = …` calls nothing that could be looked at.
 */
import { loads } from "./element.js";
import { absolute, find, prototype, slice, win } from "./natives.js";
import type { Caller } from "./vocabulary.js";
import type { Watch } from "./watch.js";
import { eachWord } from "./words.js";
import { constructor, type Look, method, type Owner, setter } from "./wrap.js";

const MOST = 20; // addresses of one text
/** Interfaces and their methods that take a style's text; none that runs a script as it puts it in. */
const CALLED = [
  "CSSStyleSheet insertRule addRule replace replaceSync",
  "CSSStyleDeclaration setProperty",
  "Element setAttribute insertAdjacentHTML",
  "Document createTextNode",
];
const SET = ["CSSStyleDeclaration cssText", "Element innerHTML", "Node textContent"];
const LONGEST = 2_000; // characters of one
const URL_OPENS = "url(";

/** Looks at everything above. */
export function styles(watch: Watch): void {
  const look: Look = (_self, args, shim) => {
    let stack: readonly Caller[] | undefined;
    for (let i = 0, n = 0; i < args.length && i < 2; i++) {
      const css = typeof args[i] === "string" ? (args[i] as string) : "";
      for (let at = find(css, URL_OPENS); at >= 0 && n++ < MOST; at = find(css, URL_OPENS, at)) {
        at += URL_OPENS.length;
        const quoted = css[at] === '"' || css[at] === "'";
        const start = quoted ? at + 1 : at;
        const url = slice(css, start, find(css, quoted ? (css[at] as string) : ")", start));
        if (url.length > LONGEST || find(url, "data:") === 0) continue;
        watch.sent({ api: "style", url: absolute(url) }, (stack ??= watch.stack(shim)), false);
      }
    }
    return undefined;
  };
  const owner = (name: string): Owner => prototype(win, name);
  eachWord(CALLED, (name, called) => {
    method(owner(name), called, look, watch);
  });
  eachWord(SET, (name, set) => {
    setter(owner(name), set, look, watch);
  });
  constructor(win, "FontFace", look, watch);
  loads(win.HTMLInputElement.prototype, "src", "image", watch);
  loads(win.HTMLVideoElement.prototype, "poster", "image", watch);
  loads(win.HTMLTrackElement.prototype, "src", "media", watch);
}
