/**
 * The browser's own functions, taken before any page script runs.
 * The only file that touches a global or calls a method that lies on a prototype: a page may
 * replace any of them later, and then sees neither our calls nor their arguments.
 */

export type Fn = (this: unknown, ...args: unknown[]) => unknown;
export type Args = readonly unknown[];

export const win = globalThis as typeof globalThis & Window;
export const {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
  setPrototypeOf,
} = Reflect;
export const isArray = Array.isArray;
export const ProxyOf = Proxy;
export const ErrorOf = Error;
const URLOf = URL;
const doc = win.document;
/** A string as JSON. */
export const quote = JSON.stringify as (text: string) => string;

/** An object with nothing behind it, so that nobody answers for a missing field. */
export function bare<T extends object>(fields: T): T {
  setPrototypeOf(fields, null);
  return fields;
}

/** A list without a prototype: setting an element runs no page code. */
/* @__NO_SIDE_EFFECTS__ */
export function list<T>(...first: T[]): T[] {
  return bare(first);
}

/** The descriptor an object itself has. */
/* @__NO_SIDE_EFFECTS__ */
export function descriptor(owner: object, name: PropertyKey): PropertyDescriptor | undefined {
  const found = getOwnPropertyDescriptor(owner, name);
  return found && bare(found);
}

/** Value of a plain property an object itself has; accessors are not run. */
/* @__NO_SIDE_EFFECTS__ */
export function own(owner: unknown, name: PropertyKey): unknown {
  if ((typeof owner !== "object" && typeof owner !== "function") || owner === null)
    return undefined;
  return descriptor(owner, name)?.value;
}

/** A property's value as it is read: accessors are run, for `self`. */
export const getProperty = /* @__PURE__ */ own(Reflect, "get") as typeof Reflect.get;

/** No arguments. */
export const NONE: Args = list();

/** One argument, without asking Array.prototype for a missing one. */
export function arg(args: Args, index: number): unknown {
  return index < args.length ? args[index] : undefined;
}

/** What instances of an interface have in a realm. */
export const prototype = /* @__NO_SIDE_EFFECTS__ */ (
  there: unknown,
  name: string,
): object | undefined => own(own(there, name), "prototype") as object | undefined;

type Untyped = "NavigationDestination" | "TrustedScriptURL";
/** An interface by its name in the browser, so that the compiler knows a wrong one; or its prototype. */
type Owner = object | Extract<keyof typeof globalThis, string> | Untyped | undefined;
const ownerOf = (owner: Owner) => (typeof owner === "string" ? prototype(win, owner) : owner);

/** A method as a function of its object; undefined where the browser has none. `owner`: or a name. */
/* @__NO_SIDE_EFFECTS__ */
export function free(owner: Owner, name: PropertyKey) {
  const method = own(ownerOf(owner), name);
  return (self: unknown, ...args: unknown[]): unknown =>
    method === undefined ? undefined : apply(method as Fn, self, args);
}

/** A getter as a function of its object. `owner`: or the name of its interface. */
/* @__NO_SIDE_EFFECTS__ */
export function getting(owner: Owner, name: PropertyKey) {
  const from = ownerOf(owner);
  const get = from && descriptor(from, name)?.get;
  return (self: unknown): unknown => (get === undefined ? undefined : apply(get, self, NONE));
}

export const sourceOf = free("Function", "toString") as (fn: unknown) => string;
export const slice = free("String", "slice") as (s: string, a: number, b?: number) => string;
export const find = free("String", "indexOf") as (s: string, part: string, from?: number) => number;
export const lower = free("String", "toLowerCase") as (s: string) => string;
export const upper = free("String", "toUpperCase") as (s: string) => string;
export const wellFormed = free("String", "toWellFormed") as (s: string) => string | undefined;
const localName = getting("Element", "localName");
/** An element's tag in lower case; "" for what is none. */
export const tagOf = (node: unknown): string => (localName(node) ?? "") as string;
export const baseOf = getting("Node", "baseURI") as (node: Node) => string;
export const hrefOf = getting("URL", "href");
export const requestUrl = getting("Request", "url");
const trustedText = free("TrustedScriptURL", "toString");
const locationHref = descriptor(win.location, "href")?.get;

/** A map by identity that keeps nothing alive. */
export interface Weak<K extends object, V> {
  readonly get: (key: K) => V | undefined;
  readonly set: (key: K, value: V) => unknown;
}
const weakGet: unknown = own(WeakMap.prototype, "get");
const weakSet: unknown = own(WeakMap.prototype, "set");
const WeakMapOf = WeakMap;
/* @__NO_SIDE_EFFECTS__ */
export function weak<K extends object, V>(): Weak<K, V> {
  const map = new WeakMapOf<K, V>();
  defineProperty(map, "get", bare({ value: weakGet }));
  defineProperty(map, "set", bare({ value: weakSet }));
  return bare(map);
}

/** This document's address, whole. */
export function address(): string {
  return locationHref === undefined ? "" : (apply(locationHref, win.location, []) as string);
}

let lastUrl = "";
let lastBase = "";
let lastAbsolute = "";
/** The absolute form of an address; as it was where it is none, "" for "". */
export function absolute(url: string): string {
  if (url === "") return url;
  const start = baseOf(doc);
  if (url === lastUrl && start === lastBase) return lastAbsolute;
  try {
    lastAbsolute = hrefOf(new URLOf(url, start)) as string;
  } catch {
    lastAbsolute = url;
  }
  lastUrl = url;
  lastBase = start;
  return lastAbsolute;
}

const readers = [requestUrl, hrefOf, trustedText];
/** What an argument says as an address, without running page code; "" for what we can't read. */
export function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  if (value === win.location) return address();
  for (let i = 0; i < readers.length; i++) {
    try {
      const said = readers[i]?.(value);
      if (typeof said === "string") return said;
    } catch {
      continue; // another kind of object
    }
  }
  return "";
}

const Bytes = Uint8Array;
const fill = win.crypto.getRandomValues;
/** Random bytes as hex. */
export function random(bytes: number): string {
  const drawn = apply(fill, win.crypto, [new Bytes(bytes)]) as Uint8Array;
  let hex = "";
  for (let i = 0; i < bytes; i++) {
    const byte = drawn[i] as number;
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

/** Milliseconds since 1970, by a clock that may be set back. */
export const now = Date.now;
const timeout = win.setTimeout;
/** Calls back once, in `ms` milliseconds. */
export const later = (work: () => void, ms: number): void => void apply(timeout, win, [work, ms]);
/** Where an event went, innermost first. */
export const pathOf = free("Event", "composedPath");
export const listen = free("EventTarget", "addEventListener");
/** Calls back on an event of the window, before the page's own listeners where it captures. */
export function on(type: string, work: (event: Event) => void): void {
  listen(win, type, work, bare({ capture: true, passive: true }));
}

const Observer = win.MutationObserver;
const observe = free("MutationObserver", "observe");
const disconnect = free("MutationObserver", "disconnect");
/** Calls back as the parser adds nodes, until the document has loaded. */
export function whileParsing(work: () => void): void {
  const observer = new Observer(work);
  observe(observer, doc, bare({ childList: true, subtree: true }));
  on("load", () => void disconnect(observer));
}
