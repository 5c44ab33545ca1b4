/**
 * Who called: structured call sites (V8 stack trace API), so that no `//# sourceURL` can lie.
 * The page's own settings of `Error` are put back before anything else can run.
 */
import {
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
  own,
  slice,
} from "./natives.js";
import { cleanError } from "./realm.js";
import type { Caller } from "./vocabulary.js";

const LONGEST_URL = 2_000;
const LONGEST_NAME = 100;

/** An `Error` and what captures stacks in its realm. */
interface Realm {
  readonly error: object;
  readonly capture: Fn;
}
const realmOf = (error: object): Realm => ({
  error,
  capture: own(error, "captureStackTrace") as Fn,
});
const PAGE = realmOf(ErrorOf);

let kept: unknown;
const keep = (_error: unknown, sites: unknown): string => {
  kept = sites;
  return "";
};

function restore(owner: object, name: string, before: PropertyDescriptor | undefined): void {
  if (before === undefined) deleteProperty(owner, name);
  else defineProperty(owner, name, before);
}

const ours = (value: unknown): PropertyDescriptor =>
  bare({ value, writable: true, configurable: true, enumerable: true });

/** Call sites below `shim`; nothing where the holder's realm has an `Error` that won't be set. */
function sites(realm: Realm, holder: object, shim: object | undefined, depth: number): unknown {
  const { error, capture } = realm;
  const limit = descriptor(error, "stackTraceLimit");
  const prepare = descriptor(error, "prepareStackTrace");
  kept = undefined;
  try {
    if (
      defineProperty(error, "stackTraceLimit", ours(depth)) &&
      defineProperty(error, "prepareStackTrace", ours(keep))
    ) {
      apply(capture, error, [holder, shim]);
      void (holder as { stack: unknown }).stack; // the sites are made when it is first read
    }
  } finally {
    restore(error, "prepareStackTrace", prepare);
    restore(error, "stackTraceLimit", limit);
  }
  const found = kept;
  kept = undefined;
  return found;
}

const sample = sites(PAGE, bare({}), undefined, 1);
const proto = isArray(sample) && sample.length > 0 ? getPrototypeOf(sample[0] as object) : null;

/** A method of V8's call sites, taken before the page could replace it. */
function asks<T>(name: string, otherwise: T): (site: unknown) => T {
  const method = own(proto, name) as Fn | undefined;
  return (site) =>
    method === undefined ? otherwise : ((apply(method, site, []) ?? otherwise) as T);
}

const fileName = asks("getFileName", "");
const functionName = asks("getFunctionName", "");
const line = asks("getLineNumber", 0);
const column = asks("getColumnNumber", 0);
const hash = asks("getScriptHash", "");
const isEval = asks("isEval", false);
const evalOrigin = asks("getEvalOrigin", "");

const SELF: unknown = isArray(sample) ? sample[0] : undefined;
const OWN_FILE = SELF === undefined ? "" : fileName(SELF);
const OWN_HASH = SELF === undefined ? "" : hash(SELF);

/** The sensor's own frames carry its file and hash; no page code has both, nor lacks both. */
const isOurs = (site: unknown): boolean =>
  fileName(site) === OWN_FILE && hash(site) === OWN_HASH && !isEval(site);

function cut(url: string): string {
  const most = find(url, "data:") === 0 ? LONGEST_NAME : LONGEST_URL;
  return slice(url, 0, most);
}

function caller(site: unknown): Caller {
  return bare({
    u: cut(fileName(site)),
    f: slice(functionName(site), 0, LONGEST_NAME),
    l: line(site),
    c: column(site),
    h: hash(site),
    e: isEval(site) ? cut(evalOrigin(site)) : "",
  });
}

/**
 * The frames below `shim`, innermost first, the sensor's own left out.
 * Empty where there are none, or where the page froze `Error` and no clean realm can be made.
 */
export function stackBelow(shim: object, depth: number): readonly Caller[] {
  let found = sites(PAGE, bare({}), shim, depth);
  if (!isArray(found)) {
    const clean = cleanError();
    if (clean) found = sites(realmOf(clean), construct(clean, []), shim, depth);
  }
  const callers = list<Caller>();
  if (!isArray(found)) return callers;
  for (let i = 0; i < found.length; i++) {
    if (!isOurs(found[i])) callers[callers.length] = caller(found[i]);
  }
  return callers;
}
