/**
 * Who called: structured call sites (V8 stack trace API), so that no `//# sourceURL` can lie.
 * The page's own settings of `Error` are put back before anything else can run.
 */
import {
  address,
  apply,
  bare,
  construct,
  defineProperty,
  deleteProperty,
  descriptor,
  ErrorOf,
  type Fn,
  find,
  getPrototypeOf,
  isArray,
  list,
  NONE,
  own,
  slice,
} from "./natives.js";
import { cleanError } from "./realm.js";
import type { Caller } from "./vocabulary.js";

const LONGEST_URL = 2_000;
const LONGEST_NAME = 100;

/** What a stack is put on; `stack` is its own from the start, so that no prototype is asked. */
interface Holder {
  stack?: unknown;
}

/** An `Error` and what captures stacks in its realm. */
interface Realm {
  readonly error: { stackTraceLimit?: unknown; prepareStackTrace?: unknown };
  readonly capture: Fn;
}
const realmOf = (error: object): Realm => ({
  error,
  capture: own(error, "captureStackTrace") as Fn,
});
const PAGE = realmOf(ErrorOf);
if (descriptor(ErrorOf, "prepareStackTrace") === undefined) {
  // adding and removing it each time would make Error slow for everybody
  defineProperty(ErrorOf, "prepareStackTrace", bare({ writable: true, configurable: true }));
}

let kept: unknown;
const keep = (_error: unknown, sites: unknown): string => {
  kept = sites;
  return "";
};

const ours = (value: unknown): PropertyDescriptor =>
  bare({ value, writable: true, configurable: true, enumerable: true });

function restore(owner: object, name: string, before: PropertyDescriptor | undefined): void {
  if (before === undefined) deleteProperty(owner, name);
  else defineProperty(owner, name, before);
}

/** Has the stack of `holder` taken with our settings; leaves them in place. */
function take(realm: Realm, holder: Holder, shim: object | undefined): void {
  apply(realm.capture, realm.error, [holder, shim]);
  void holder.stack; // the sites are made when it is first read
}

/** Call sites below `shim`; nothing where the holder's realm has an `Error` that won't be set. */
function sites(realm: Realm, holder: Holder, shim: object | undefined, depth: number): unknown {
  const { error } = realm;
  const limit = descriptor(error, "stackTraceLimit");
  const prepare = descriptor(error, "prepareStackTrace");
  kept = undefined;
  if (limit?.writable === true && prepare?.writable === true) {
    try {
      error.stackTraceLimit = depth;
      error.prepareStackTrace = keep;
      take(realm, holder, shim);
    } finally {
      error.prepareStackTrace = prepare.value;
      error.stackTraceLimit = limit.value;
    }
  } else {
    try {
      const limited = defineProperty(error, "stackTraceLimit", ours(depth));
      if (limited && defineProperty(error, "prepareStackTrace", ours(keep))) {
        take(realm, holder, shim);
      }
    } finally {
      restore(error, "prepareStackTrace", prepare);
      restore(error, "stackTraceLimit", limit);
    }
  }
  const found = kept;
  kept = undefined;
  return found;
}

const sample = sites(PAGE, { stack: "" }, undefined, 1);
const proto = isArray(sample) && sample.length > 0 ? getPrototypeOf(sample[0] as object) : null;

/** A method of V8's call sites, taken before the page could replace it. */
function asks<T>(name: string, otherwise: T): (site: unknown) => T {
  const method = own(proto, name) as Fn | undefined;
  return (site) =>
    method === undefined ? otherwise : ((apply(method, site, NONE) ?? otherwise) as T);
}

const fileName = asks("getFileName", "");
const functionName = /* @__PURE__ */ asks("getFunctionName", "");
const line = /* @__PURE__ */ asks("getLineNumber", 0);
const column = /* @__PURE__ */ asks("getColumnNumber", 0);
const hash = asks("getScriptHash", "");
const isEval = asks("isEval", false);
const evalOrigin = /* @__PURE__ */ asks("getEvalOrigin", "");

const SELF: unknown = isArray(sample) ? sample[0] : undefined;
/** The sensor's own address. */
export const OWN_FILE = SELF === undefined ? "" : fileName(SELF);
let ownHash: string | undefined;

/** Addresses this document has had: code in it keeps that under which it was read. */
const pages: Record<string, boolean> = bare({});
let seen = "";

/** An address without query and fragment. */
function bareOf(url: string): string {
  let end = 0;
  while (end < url.length && url[end] !== "?" && url[end] !== "#") end++;
  return slice(url, 0, end);
}

/** Whether code of that address is a file, and not code in this document, a blob or the like. */
export function isFile(url: string): boolean {
  const here = address();
  if (here !== seen) pages[bareOf(here)] = true;
  seen = here;
  return find(url, "http") === 0 && pages[bareOf(url)] !== true;
}
isFile(""); // the address at the start

function cut(url: string): string {
  const most = find(url, "data:") === 0 ? LONGEST_NAME : LONGEST_URL;
  return url.length > most ? slice(url, 0, most) : url;
}

/** One frame; undefined for the sensor's own, whose file and hash no page code has. */
function caller(site: unknown, whole: boolean): Caller | undefined {
  const u = fileName(site);
  const ours = u === OWN_FILE;
  // V8 makes the digest of a whole script when it is asked: not of files, which go by their address
  const h = SCAN || ours || !isFile(u) ? hash(site) : "";
  const made = isEval(site);
  if (ours && !made && h === (ownHash ??= hash(SELF))) return undefined;
  if (!SCAN) return { u: cut(u), h } as Caller;
  return {
    u: cut(u),
    f: whole ? slice(functionName(site), 0, LONGEST_NAME) : "",
    l: whole ? line(site) : 0,
    c: whole ? column(site) : 0,
    h,
    e: whole && made ? cut(evalOrigin(site)) : "",
  };
}

/**
 * The frames below `shim`, innermost first, the sensor's own left out; file and hash of each, and
 * its place as well where `whole` is asked for. Empty where there are none, or where the page froze
 * `Error` and no clean realm can be made.
 */
export function stackBelow(shim: object, depth: number, whole: boolean): readonly Caller[] {
  let found = sites(PAGE, { stack: "" }, shim, depth);
  if (!isArray(found)) {
    const clean = cleanError();
    if (clean) found = sites(realmOf(clean), construct(clean, []), shim, depth);
  }
  const callers = list<Caller>();
  if (!isArray(found)) return callers;
  for (let i = 0; i < found.length; i++) {
    const frame = caller(found[i], whole);
    if (frame !== undefined) callers[callers.length] = frame;
  }
  return callers;
}
