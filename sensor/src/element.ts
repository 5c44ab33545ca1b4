/** Elements that load from an address: the property's setter and setAttribute, seen alike. */
import { absolute, arg, bare, lower, tagOf, text } from "./natives.js";
import type { Sent, Watch } from "./watch.js";
import { type Owner, setter } from "./wrap.js";

/** `tag attribute` → what the loading is called. */
const LOADS: Readonly<Record<string, string>> = bare({
  "img src": "image",
  "script src": "script",
  "iframe src": "frame",
  "link href": "link",
});
const LONGEST_ATTRIBUTE = 4;

const load = (api: string, value: unknown): Sent => ({ api, url: absolute(text(value)) });

/** Looks at `element.name = address` of one kind of element. */
export function loads(owner: Owner, name: string, api: string, watch: Watch): void {
  setter(owner, name, (_self, args) => load(api, arg(args, 0)), watch);
}

/** What setting an attribute loads; undefined for the attributes that load nothing. */
export function loadedBy(self: unknown, args: readonly unknown[]): Sent | undefined {
  const name = arg(args, 0);
  if (typeof name !== "string" || name.length > LONGEST_ATTRIBUTE) return undefined;
  const api = LOADS[tagOf(self) + " " + lower(name)];
  return api === undefined ? undefined : load(api, arg(args, 1));
}
