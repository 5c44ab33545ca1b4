/** Elements that load from an address: the property's setter and setAttribute, seen alike. */
import { absolute, arg, bare, codeAt, lower, slice, tagOf, text } from "./natives.js";
import type { Sent, Watch } from "./watch.js";
import { type Owner, setter } from "./wrap.js";

/** `tag attribute` → what the loading is called. */
const LOADS: Readonly<Record<string, string>> = bare({
  "img src": "image",
  "img srcset": "image",
  "script src": "script",
  "iframe src": "frame",
  "link href": "link",
  "video src": "media",
  "audio src": "media",
  "source src": "media",
  "source srcset": "image",
  "embed src": "object",
  "object data": "object",
});
const SPACE = 32;
const LONGEST_ATTRIBUTE = 6;

/** The first address of a `srcset`. */
function firstOf(value: string): string {
  let start = 0;
  while (start < value.length && codeAt(value, start) <= SPACE) start++;
  let end = start;
  while (end < value.length && codeAt(value, end) > SPACE) end++;
  return slice(value, start, end);
}

function load(api: string, name: string, value: unknown): Sent {
  const said = text(value);
  return { api, url: absolute(name === "srcset" ? firstOf(said) : said) };
}

/** Looks at `element.name = address` of one kind of element. */
export function loads(owner: Owner, name: string, api: string, watch: Watch): void {
  setter(owner, name, (_self, args) => load(api, name, arg(args, 0)), watch);
}

/** What setting an attribute loads; undefined for the attributes that load nothing. */
export function loadedBy(self: unknown, args: readonly unknown[]): Sent | undefined {
  const name = arg(args, 0);
  if (typeof name !== "string" || name.length > LONGEST_ATTRIBUTE) return undefined;
  const attribute = lower(name);
  const api = LOADS[tagOf(self) + " " + attribute];
  return api === undefined ? undefined : load(api, attribute, arg(args, 1));
}
