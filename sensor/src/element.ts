/** Elements that load from an address: the property's setter and setAttribute, seen alike. */
import { absolute, arg, bare, list, lower, slice, tagOf, text } from "./natives.js";
import type { Change, Sent, Watch } from "./watch.js";
import { type Owner, setter } from "./wrap.js";

/** `tag attribute` → what the loading is called. */
const LOADS: Readonly<Record<string, string>> = bare({
  "img src": "image",
  "img srcset": "image",
  "script src": "script",
  "script href": "script",
  "iframe src": "frame",
  "link href": "link",
  "video src": "media",
  "audio src": "media",
  "source src": "media",
  "source srcset": "image",
  "embed src": "object",
  "object data": "object",
  "video poster": "image",
  "image href": "image",
  "feImage href": "image",
  "track src": "media",
  "input src": "image",
  "frame src": "frame",
});
const NAMES = bare<Record<string, true>>({
  src: true,
  srcset: true,
  href: true,
  data: true,
  poster: true,
});
const LONGEST_NAME = 6;

/** The first address of a `srcset`. */
function firstOf(value: string): string {
  let start = 0;
  while (start < value.length && (value[start] as string) <= " ") start++;
  let end = start;
  while (end < value.length && (value[end] as string) > " ") end++;
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

/** Whether an attribute's name is one that may make something load. */
export function mayLoad(args: readonly unknown[]): boolean {
  const name = arg(args, 0);
  if (typeof name !== "string" || name.length > LONGEST_NAME) return false;
  return NAMES[name] === true || NAMES[lower(name)] === true;
}

/** What setting an attribute loads; undefined for the elements on which it loads nothing. */
export function loadedBy(self: unknown, args: readonly unknown[]): Sent | undefined {
  const attribute = lower(arg(args, 0) as string);
  const api = LOADS[tagOf(self) + " " + attribute];
  if (api === undefined) return undefined;
  const seen = load(api, attribute, arg(args, 1));
  return GUARD ? bare({ ...seen, instead: ({ url }: Change) => list(arg(args, 0), url) }) : seen;
}
