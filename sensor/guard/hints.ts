/**
 * `<link>` in markup: what it hints at (preconnect, prefetch, preload) the browser begins as the markup
 * is put in, past `connect-src` or before a page's own policy holds. Source: HTML §4.2.4, §4.6.7.
 */
import { absolute, arg, type Args, find, lower, slice, win, prototype } from "../src/natives.js";
import type { Watch } from "../src/watch.js";
import { safely } from "../src/wrap.js";
import { round } from "./planting.js";
import { replaced } from "./replaced.js";
import { refusing } from "./showing.js";
import { attributeOf } from "../src/field.js";
import { createElement, first, setAttribute } from "./nodes.js";
import { contentOf, markupOf, setMarkup } from "./waiting.js";

const SOME = 5;
/** Markup whose links lead where they may. */
function harmless(said: string, watch: Watch, shim: object): string {
  const small = lower(said);
  let out = "";
  let start = 0;
  let box: unknown;
  for (let at = find(small, "<link"); at >= 0; at = find(small, "<link", at + 5)) {
    let end = at;
    let tag: unknown;
    // a `>` may stand in a value; where many do, ever longer pieces are tried
    for (let i = 0; !tag && end < said.length; i++) {
      end = find(said, ">", i < SOME ? end : end + end - at) + 1 || said.length;
      box ??= createElement(win.document, "template");
      setMarkup(box, slice(said, at, end));
      tag = first(contentOf(box), "*");
    }
    const link = tag && first(contentOf(box), "link[href]");
    if (!link) continue;
    const href = attributeOf(link, "href") as string;
    const url = absolute(href);
    const change = watch.gate?.({ api: "link", url }, watch.stack(shim));
    if (!change) continue;
    refusing(change.url, url, href);
    setAttribute(link, "href", change.url);
    out += slice(said, start, at) + (markupOf(box) as string);
    start = end;
  }
  return out + slice(said, start);
}

let watching: Watch;

/** The arguments of a call with markup before it is put in: its links hint only at what may be asked for. */
export function hinted(name: string, args: Args, shim: object): Args {
  const at = name === "insertAdjacentHTML" ? 1 : 0;
  const said = arg(args, at);
  // most markup has no letter that could begin one
  if (typeof said !== "string" || (find(said, "<l") < 0 && find(said, "<L") < 0)) return args;
  return replaced(
    args,
    at,
    safely(() => harmless(said, watching, shim), said),
  );
}

/** Has markup looked at for `watch`, also where it is put in later. */
export function hinting(there: unknown, watch: Watch): void {
  watching = watch;
  for (let i = 0; i < 2; i++) {
    const name = i ? "createContextualFragment" : "parseFromString";
    round(prototype(there, i ? "Range" : "DOMParser"), name, "value", (go, _self, args, shim) =>
      go(hinted(name, args, shim)),
    );
  }
}
