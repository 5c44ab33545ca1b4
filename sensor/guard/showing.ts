/**
 * What a page is told of a call that was refused: the address it gave, not the one at which the call
 * fails. Nothing is put in front of the browser's getters until something is refused.
 */
import { bare, find, list, own, slice } from "../src/natives.js";
import { prototype, round } from "./planting.js";

const MOST = 200;
/** Interface, then the getters that give an address or text with addresses in it; `(`: methods. */
const TELLING = list<readonly [string, readonly string[]]>(
  ["HTMLImageElement", list("src", "currentSrc", "srcset")],
  ["HTMLMediaElement", list("src", "currentSrc")],
  ["HTMLSourceElement", list("src", "srcset")],
  ["HTMLScriptElement", list("src")],
  ["HTMLLinkElement", list("href")],
  ["HTMLIFrameElement", list("src")],
  ["HTMLEmbedElement", list("src")],
  ["HTMLObjectElement", list("data")],
  ["WebSocket", list("url")],
  ["EventSource", list("url")],
  ["ShadowRoot", list("innerHTML")],
  ["Attr", list("*value")],
  ["Node", list("*nodeValue")],
  ["Element", list("*innerHTML", "*outerHTML", "*getAttribute")],
);

interface Shown {
  readonly fails: string;
  /** Absolute. */
  readonly url: string;
  /** As the page wrote it. */
  readonly said: string;
}
let known: Record<string, Shown | undefined> = bare({});
let all = list<Shown>();
const realms = list<unknown>();
let met = 0;

/** Keeps what was asked for by the address at which it fails. */
export function refusing(fails: string, url: string, said: unknown): void {
  if (all.length >= MOST) {
    known = bare({});
    all = list();
  }
  const one = bare({ fails, url, said: typeof said === "string" ? said : url });
  if (!known[fails]) all[all.length] = one;
  known[fails] = one;
  for (; met < realms.length; met++) show(realms[met]);
}

/** A realm whose page may be told of refusals. */
export function showing(there: unknown): void {
  realms[realms.length] = there;
  if (all.length) for (; met < realms.length; met++) show(realms[met]);
}

/** A text with the addresses the page knows. `written`: as it wrote them. */
export function told(text: unknown, written: boolean): unknown {
  if (typeof text !== "string" || find(text, ":1") < 0) return text;
  const exact = known[text];
  if (exact) return written ? exact.said : exact.url;
  let out = text;
  for (let i = 0; i < all.length; i++) {
    const { fails, url, said } = all[i] as Shown;
    const by = written ? said : url;
    out = swapped(swapped(out, fails, by), swapped(fails, "&", "&amp;"), swapped(by, "&", "&amp;"));
  }
  return out;
}

function swapped(text: string, part: string, by: string): string {
  let out = "";
  let start = 0;
  for (let at = find(text, part); at >= 0; at = find(text, part, start)) {
    out += slice(text, start, at) + by;
    start = at + part.length;
  }
  return out + slice(text, start);
}

function show(there: unknown): void {
  for (let i = 0; i < TELLING.length; i++) {
    const row = TELLING[i] as readonly [string, readonly string[]];
    for (let j = 0; j < row[1].length; j++) {
      const word = row[1][j] as string;
      const written = word[0] === "*" || row[0] === "ShadowRoot" || word === "srcset";
      const name = word[0] === "*" ? slice(word, 1) : word;
      const owner = prototype(there, row[0]);
      round(owner, name, own(owner, name) ? "value" : "get", (go) => told(go(), written));
    }
  }
}
