/**
 * What the page's own address tells others as `Referer` (Referrer Policy §3, §8). A script may put what was
 * typed into it and have the whole of it sent along; from then on no policy says more than the browser's own.
 */
import { attributeOf } from "../src/field.js";
import { absolute, find, getting, list, lower, prototype, slice, win } from "../src/natives.js";
import type { Live } from "../src/channel.live.js";
import { safely } from "../src/wrap.js";
import { asText, attempt } from "./natives.js";
import { documentIn, setAttribute } from "./nodes.js";
import { round } from "./planting.js";
import { inDocument, item, listLength } from "./waiting.js";

const WHOLE = list("unsafe-url", "no-referrer-when-downgrade");
const SAYING = "meta[name=referrer i],[referrerpolicy]";
const DEFAULT = "strict-origin-when-cross-origin";
const urlOf = getting("Document", "URL");

let holds: (url: string) => boolean = () => false;
/** Whether a document's address holds what was typed. */
let tells = false;

/** A text in which no policy has the whole address sent, while something typed is in that. */
export function reserved(said: string): string {
  let out = said;
  for (let i = 0; tells && i < WHOLE.length; i++) {
    const word = WHOLE[i] as string;
    for (let at = find(lower(out), word); at >= 0; at = find(lower(out), word))
      out = slice(out, 0, at) + DEFAULT + slice(out, at + word.length);
  }
  return out;
}

/** What a request is asked for (Fetch §5.4), without a referrer that something typed is in. */
export function optionOf(name: string, said: unknown): unknown {
  if (name === "referrerPolicy") return reserved(asText(said));
  if (name !== "referrer") return said;
  const text = asText(said);
  return safely(() => holds(absolute(text))) ? undefined : text;
}

function tame(element: unknown, name: string): void {
  const said = attributeOf(element, name) ?? "";
  const goes = lower(said) === "always" ? DEFAULT : reserved(said);
  if (goes !== said) setAttribute(element, name, goes);
}

/** Has an element that no document need hold tell no more. */
export function tamedAlone(element: unknown): void {
  if (tells)
    attempt(() => {
      tame(element, "referrerpolicy");
    });
}

/** Has all elements of a document tell no more. */
export function tamed(doc: unknown = win.document): void {
  if (!tells) return;
  const all = inDocument(doc, SAYING);
  for (let i = listLength(all) - 1; i >= 0; i--) {
    tame(item(all, i), "referrerpolicy");
    tame(item(all, i), "content");
  }
}

/** Hears when a realm's document is given another address. */
export function referrers(there: object, watch: Live): void {
  holds = watch.holds ?? holds;
  for (let i = 0; i < 2; i++)
    round(prototype(there, "History"), i ? "pushState" : "replaceState", "value", (go) => {
      const out = go();
      safely(() => {
        const doc = documentIn(there);
        tells = holds(urlOf(doc) as string);
        tamed(doc);
      });
      return out;
    });
}
