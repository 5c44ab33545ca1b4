/**
 * What a page is told of a call that was refused: the address it gave, not the one at which the call
 * fails. Nothing is put in front of the browser's getters until something is refused.
 */
import { bare, find, list, slice, prototype } from "../src/natives.js";
import { attempt } from "./natives.js";
import { eachOf, round } from "./planting.js";

const MOST = 200;
/** Interface, kind of property, names. `*`: gives what the page wrote, or text with that in it. */
const TELLING = `
HTMLImageElement get src currentSrc *srcset
HTMLMediaElement get src currentSrc
HTMLSourceElement get src *srcset
HTMLScriptElement get src
HTMLLinkElement get href
HTMLIFrameElement get src
HTMLEmbedElement get src
HTMLObjectElement get data
WebSocket get url
EventSource get url
ShadowRoot get *innerHTML
Attr get *value
Node get *nodeValue
Element get *innerHTML *outerHTML
Element value *getAttribute`;

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
  showAll();
}

/** Realms that came since; the frame of one may have gone to another origin meanwhile. */
function showAll(): void {
  while (met < realms.length) {
    const there = realms[met++];
    attempt(() => {
      show(there);
    });
  }
}

/** A realm whose page may be told of refusals. */
export function showing(there: unknown): void {
  realms[realms.length] = there;
  if (all.length) showAll();
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
  eachOf(TELLING, (kind, word, part) => {
    const written = word[0] === "*";
    const name = written ? slice(word, 1) : word;
    round(prototype(there, kind), name, part, (go) => told(go(), written));
  });
}
