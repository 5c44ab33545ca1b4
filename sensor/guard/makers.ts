/**
 * Whose code handed the page an address. Markup, styles and attributes load later, when no code is
 * on the stack, and the browser then names nobody, or whatever the parser stands in. So texts that
 * hold a host the policy doesn't permit are kept with the script that handed them over, and a
 * refusal is said to be of a script only where it alone did it. What an address carries is judged as
 * it is handed over.
 */
import { bareUrl } from "../src/bare.js";
import { nodeType } from "./nodes.js";
import { attempt } from "./natives.js";
import {
  address,
  apply,
  type Args,
  bare,
  descriptor,
  find,
  type Fn,
  free,
  getting,
  list,
  lower,
  own,
  slice,
  tagOf,
  weak,
  win,
} from "../src/natives.js";
import type { Change, Sent } from "../src/watch.js";
import { safely } from "../src/wrap.js";
import { carried } from "./carrying.js";
import { room } from "./room.js";
import { reserved } from "./referrers.js";
import { replaced } from "./replaced.js";
import { ENDS, hostOf, slashed, until, wholeOf } from "./spelling.js";

const MOST = 500; // addresses and hosts that are kept, each
const LOADING = /* @__PURE__ */ list(
  "src",
  "srcset",
  "href",
  "data",
  "poster",
  "background",
  "content",
);
const query = /* @__PURE__ */ free("Document", "querySelector");
const valueOf = /* @__PURE__ */ getting("Node", "nodeValue");
const nameOf = /* @__PURE__ */ getting("Node", "nodeName");
const setValue = /* @__PURE__ */ descriptor(win.Node.prototype, "nodeValue")?.set as Fn;

const made: Record<string, string | undefined> = /* @__PURE__ */ bare({});
const nodes = /* @__PURE__ */ weak<object, string>();
let odd: Record<string, boolean | undefined> = /* @__PURE__ */ bare({});
let kept = 0;
let asked = 0;
let isForbidden: (host: string) => boolean = () => false;
let whoCalls: (shim: object) => string = () => "";
let judges: (call: Sent, shim: object) => Change | undefined = () => undefined;

/** What is asked of a host, who calls, and what becomes of what is carried; nothing is kept before. */
export function making(
  forbidden: typeof isForbidden,
  who: typeof whoCalls,
  judge: typeof judges,
): void {
  isForbidden = forbidden;
  whoCalls = who;
  judges = judge;
}

function isOdd(host: string): boolean {
  const known = odd[host];
  if (known !== undefined) return known;
  if (++asked > MOST) {
    odd = bare({});
    asked = 0;
  }
  return (odd[host] = isForbidden(host));
}

function put(key: string, by: string): void {
  const had = made[key];
  if (had !== undefined) {
    if (had !== by) made[key] = "";
  } else if (kept < MOST) {
    kept++;
    made[key] = by;
  }
}

/** Remembers that a script asked for a bare address; "" where nobody knows which one. */
export function note(target: string, by: string): void {
  const host = hostOf(target);
  put(host, by);
  if (find(target, "//") >= 0) put(wholeOf(target, host), by);
}

/** Whether the document has an element with this host in an attribute it loads from. */
export function isWritten(target: string): boolean {
  const has = '*="//' + hostOf(target) + '"]';
  let selector = "";
  for (let i = 0; i < LOADING.length; i++)
    selector += (i ? ",[" : "[") + (LOADING[i] as string) + has;
  return query(win.document, selector) !== null;
}

/**
 * The one script that handed over what was refused; "" where several did, undefined where none.
 * `exact`: that very address; `path`: elements on which it happened, innermost first.
 */
export function makerOf(target: string, exact: boolean, path?: unknown): string | undefined {
  for (let i = 0; ; i++) {
    const node = own(path, i) as object | undefined;
    if (!node) break;
    const by = nodes.get(node);
    if (by !== undefined) return by;
  }
  const host = hostOf(target);
  const whole = wholeOf(target, host);
  const by = made[whole];
  // of what was redirected, and of frames and objects, the browser tells no more than the origin
  return by ?? ((!exact || whole === host + "/") && isOdd(host) ? made[host] : undefined);
}

/** Whether markup holds code: script elements, handlers, `javascript:`. */
function isLively(text: string): boolean {
  const small = lower(text);
  if (find(small, "<script") >= 0 || find(small, "javascript:") >= 0) return true;
  for (let at = find(small, " on"); at >= 0; at = find(small, " on", at + 3)) {
    let end = at + 3;
    while (end < small.length && (small[end] as string) >= "a") end++;
    if (end > at + 3 && small[end] === "=") return true;
  }
  return false;
}

function take(text: string, into: object | undefined): void {
  let by: string | undefined;
  const who = (): string => (by ??= whoCalls(handed));
  for (let at = find(text, "//"); at >= 0; at = find(text, "//", at + 2)) {
    const host = lower(slice(text, at + 2, until(text, at + 2, "/?#:" + ENDS)));
    if (!host || !isOdd(host)) continue;
    note(bareUrl("https:" + slice(text, at, until(text, at, ENDS))), who());
  }
  if (find(text, "<") >= 0 && isLively(text)) {
    note("inline", who());
    if (into) nodes.set(into, who());
  }
}

/** What a text handed over by a script becomes. */
const judged = (text: string, alone: boolean): string =>
  safely(
    () =>
      find(text, "//") < 0
        ? text
        : carried(text, alone, hostOf(address()), (api, url) => judges(bare({ api, url }), handed)),
    text,
  );

/**
 * Looks at what a script hands to the page: texts, attributes, text nodes and script elements. Gives
 * the arguments as they may be. `alone`: a text that is an address is loaded.
 */
export function handed(args: Args, into?: object, alone = false): Args {
  let given = args;
  for (let i = 0; i < args.length; i++) {
    const one = args[i];
    if (typeof one === "string" && find(one, "//") >= 0) room();
    attempt(() => {
      if (typeof one === "string") {
        if (!i && args.length === 2 && find(lower(one), "on") === 0)
          note("inline", whoCalls(handed));
        else if (one.length > 3) {
          const said = slashed(reserved(one));
          take(said, into);
          const goes = judged(said, alone);
          if (goes !== said || reserved(one) !== one) given = replaced(given, i, goes);
        }
      } else if (typeof one === "object" && one !== null) {
        const kind = nodeType(one);
        if (kind === 1 && tagOf(one) === "script") {
          const by = whoCalls(handed);
          note("inline", by);
          nodes.set(one, by);
        } else if (kind === 2 || kind === 3) {
          const text = valueOf(one) as string;
          take(text, undefined);
          let loads = false;
          for (let j = 0; kind === 2 && j < LOADING.length; j++)
            if (LOADING[j] === nameOf(one)) loads = true;
          const goes = judged(reserved(text), loads);
          if (goes !== text) apply(setValue, one, [goes]);
        }
      }
    });
  }
  return given;
}
