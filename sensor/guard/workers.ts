/**
 * Workers are realms of their own, in which a page's functions say nothing: the code of those a page
 * makes gets a prelude in front that keeps to the hosts the policy permits. One of a file is started
 * from a `blob:` address that asks for the file, where the guard's own policy is the only one here.
 */
import { blobs as policy } from "./headers.js";
import { round } from "./planting.js";
import { replaced } from "./replaced.js";
import { prelude } from "./prelude.js";
import { documentIn } from "./nodes.js";
import { asText, base64, percent, sizeOf } from "./natives.js";
import { inDocument, listLength } from "./waiting.js";
import {
  arg,
  type Args,
  bare,
  baseOf,
  construct,
  defineProperty,
  descriptor,
  find,
  type Fn,
  getting,
  hrefOf,
  later,
  listen,
  own,
  ProxyOf,
  quote,
  random,
  slice,
  sourceOf,
  text,
  win,
  prototype,
} from "../src/natives.js";
import type { Live } from "../src/channel.live.js";
import { disguise, safely } from "../src/wrap.js";

const KEPT = 60_000; // milliseconds an address of ours is kept for the worker to start from
const URL_OF = own(win, "URL") as typeof URL;
const create = own(URL_OF, "createObjectURL") as (blob: unknown) => string;
const revoke = own(URL_OF, "revokeObjectURL") as (url: string) => void;
const ChannelOf = own(win, "BroadcastChannel") as typeof BroadcastChannel;
const dataOf = getting("MessageEvent", "data");
const BlobOf = own(win, "Blob") as typeof Blob;
const blobs: Record<string, object | undefined> = bare({});
const here = (getting(win, "origin")(win) as string) + "/";
const urlOf = getting("Document", "URL");

/** Remembers of which blob an address of a realm is. */
function remembering(there: unknown): void {
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

/** An address for a script of these parts. */
function made(...parts: unknown[]): string {
  const url = create(construct(BlobOf, [bare(parts), bare({ ["type"]: "text/javascript" })]));
  later(() => {
    revoke(url);
  }, KEPT);
  return url;
}

/** Whether the policies of this realm's document are the guard's alone. */
function leads(there: unknown): boolean {
  const doc = documentIn(there);
  if (there !== win && find(urlOf(doc) as string, "about:")) return false;
  return !!policy && listLength(inDocument(doc, "meta[http-equiv=content-security-policy i]")) < 2;
}

let tells = "";
/** The address of the same worker with the prelude in front; itself where that can't be. */
function led(
  url: string,
  hosts: string,
  there: unknown,
  type: unknown,
  by: string,
  told: Live["refused"],
): string {
  if (!tells) {
    tells = random(16);
    listen(construct(ChannelOf, [tells]), "message", (event: unknown) => {
      safely(() => {
        const said = dataOf(event);
        told?.("worker", text(own(said, 1)), text(own(said, 0)), undefined);
      });
    });
  }
  const file = hrefOf(construct(URL_OF, [url, baseOf(documentIn(there) as Node)])) as string;
  const ours = !!type && !find(file, here) && leads(there);
  const source = sourceOf(prelude);
  const words = [hosts, source, tells, ours ? file : by];
  let start = "(" + source + ")(";
  for (let i = 0; i < words.length; i++) start += quote(words[i] as string) + ",";
  if (ours) start += 1;
  if (ours)
    return type === "module"
      ? made("import " + quote(made(start + ")")) + ";import " + quote(file))
      : made(start + ")(" + quote(file) + ")");
  if (find(url, "data:") === 0) {
    const comma = find(url, ",");
    const head = slice(url, 0, comma + 1);
    if (find(head, ";base64,") < 0) return head + percent(start + ");") + slice(url, comma + 1);
    let padded = start + ");";
    while (padded.length % 3) padded += " ";
    return head + base64(padded) + slice(url, comma + 1);
  }
  if (find(url, "blob:")) return url;
  return made(start + ");", blobs[url] ?? "importScripts(" + quote(url) + ")");
}

/** Has workers of a realm start with the prelude; before anything else is put in front of them. */
export function workers(there: object, watch: Live): void {
  remembering(there);
  for (let i = 0; i < 2; i++) {
    const name = i ? "SharedWorker" : "Worker";
    const before = descriptor(there, name);
    const native = before?.value as Fn | undefined;
    if (!before || !native) continue;
    const shim = bare({
      construct(target: object, args: Args, newTarget: object): unknown {
        const options = arg(args, 1) as WorkerOptions | undefined;
        const given = replaced(args, -1, 0);
        let type: unknown = i ? "" : "classic";
        if (!i && options && typeof options === "object") {
          // asked once, outside our own work: they may be the page's functions
          const { credentials, name: called, ["type"]: said } = options;
          if (said !== undefined) type = asText(said);
          given[1] = bare({ credentials, name: called, ["type"]: type });
        }
        safely(() => {
          const stack = watch.stack(shim);
          const hosts = watch.hosts?.(stack);
          const url = text(given[0]);
          const by = stack[0]?.u ?? "";
          if (hosts === undefined || !given.length) return;
          if (policy === "ours" && !find(url, "blob:") && leads(there)) {
            // the policy in the head would refuse it, did it not let ours through
            watch.refused?.("worker-src", "blob", by, undefined);
            given[0] = "blob:" + here;
          } else given[0] = led(url, hosts, there, type, by, watch.refused);
        });
        return construct(target as never, given, newTarget as never);
      },
    }).construct;
    const proxy = new ProxyOf(native, bare({ construct: shim }) as ProxyHandler<Fn>);
    disguise(proxy, native);
    before.value = proxy;
    defineProperty(there, name, before);
    const proto = prototype(there, name) as object;
    defineProperty(
      proto,
      "constructor",
      bare({ ...descriptor(proto, "constructor"), value: proxy }),
    );
  }
}
