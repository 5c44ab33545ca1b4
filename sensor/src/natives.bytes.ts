/** More of the browser's own functions, taken as early: those that only the search for typed texts needs. */
import { free, getPrototypeOf, getting, own, wellFormed, win } from "./natives.js";

export const upper = /* @__PURE__ */ free(String.prototype, "toUpperCase") as (s: string) => string;
export const normal = /* @__PURE__ */ free(String.prototype, "normalize") as (
  s: string,
  form: string,
) => string;
export const code = /* @__PURE__ */ free(String.prototype, "charCodeAt") as (
  s: string,
  at: number,
) => number;
export const chr = String.fromCharCode;
export const sine = Math.sin;
const ticks = /* @__PURE__ */ free(win.Performance.prototype, "now");
const clock = win.performance;
/** Milliseconds since this document began, with parts. */
export const ticked = (): number => ticks(clock) as number;

export const Bytes = Uint8Array;
export const Words = Int32Array;
const looks = (owner: object): ((self: unknown) => unknown)[] => [
  getting(owner, "buffer"),
  getting(owner, "byteOffset"),
  getting(owner, "byteLength"),
];
const lists = /* @__PURE__ */ looks(/* @__PURE__ */ getPrototypeOf(Bytes.prototype) as object);
const views = /* @__PURE__ */ looks(DataView.prototype);
const { isView } = ArrayBuffer;
/** What a list or a view of bytes shows; undefined for what is none. */
export function viewed(thing: unknown) {
  if (!isView(thing)) return undefined;
  const look = getPrototypeOf(thing) === DataView.prototype ? views : lists;
  return {
    buffer: look[0]?.(thing),
    start: look[1]?.(thing) as number,
    size: look[2]?.(thing) as number,
  };
}

const taken = (name: string) => own(win, name) as (said: string) => string;
const encoded = win.encodeURIComponent;
const decoded = win.decodeURIComponent;
const escaped = /* @__PURE__ */ taken("escape");
/** `%41` and `%u0041` as characters. */
export const unescaped = /* @__PURE__ */ taken("unescape");
/** Text as UTF-8, a character a byte; and back, which throws where it is none. */
export const utf8 = (said: string): string => unescaped(encoded(wellFormed(said) ?? said));
export const wide = (bytes: string): string => decoded(escaped(bytes));
export const toBase64 = /* @__PURE__ */ taken("btoa");
export const fromBase64 = /* @__PURE__ */ taken("atob");
