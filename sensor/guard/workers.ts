/**
 * Workers made of a blob or a `data:` address are realms of their own, in which a page's functions
 * say nothing: their code gets a prelude in front that keeps to the hosts the policy permits.
 */
import { round } from "./planting.js";
import { prelude } from "./prelude.js";
import { base64, percent } from "../src/natives.guard.js";
import {
  arg,
  bare,
  construct,
  find,
  later,
  list,
  own,
  quote,
  slice,
  sourceOf,
  win,
} from "../src/natives.js";
import { sizeOf } from "../src/natives.blob.js";

const KEPT = 60_000; // milliseconds an address of ours is kept for the worker to start from
const URL_OF = own(win, "URL") as typeof URL;
const create = own(URL_OF, "createObjectURL") as (blob: unknown) => string;
const revoke = own(URL_OF, "revokeObjectURL") as (url: string) => void;
const BlobOf = own(win, "Blob") as typeof Blob;
const blobs: Record<string, object | undefined> = bare({});

/** Remembers of which blob an address of a realm is. */
export function remembering(there: unknown): void {
  const owner = own(there, "URL") as object | undefined;
  round(owner, "createObjectURL", "value", (go, _self, args) => {
    const url = go() as string;
    const blob = arg(args, 0);
    if (sizeOf(blob) !== undefined) blobs[url] = blob as object;
    return url;
  });
  round(owner, "revokeObjectURL", "value", (go, _self, args) => {
    const url = arg(args, 0);
    if (typeof url === "string") blobs[url] = undefined;
    return go();
  });
}

/** The address of the same worker with the prelude in front; itself where it has a file of its own. */
export function led(url: string, hosts: string): string {
  const source = quote(sourceOf(prelude));
  const start = "(" + sourceOf(prelude) + ")(" + quote(hosts) + "," + source + ");";
  if (find(url, "data:") === 0) {
    const comma = find(url, ",");
    const head = slice(url, 0, comma + 1);
    if (find(head, ";base64,") < 0) return head + percent(start) + slice(url, comma + 1);
    let padded = start;
    while (padded.length % 3) padded += " ";
    return head + base64(padded) + slice(url, comma + 1);
  }
  if (find(url, "blob:")) return url;
  const rest = blobs[url] ?? "importScripts(" + quote(url) + ")";
  const made = create(construct(BlobOf, [list(start, rest), bare({ type: "text/javascript" })]));
  later(() => {
    revoke(made);
  }, KEPT);
  return made;
}
