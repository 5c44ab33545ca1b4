/**
 * More of the browser's own functions, taken as early: those that only the search for typed texts
 * needs. Regular expressions are asked by the browser's own `exec`, never by methods of strings,
 * and only in tasks of ours: `RegExp.$1` of the page's running code stays what it was.
 */
import { free, getPrototypeOf, getting, own, slice, wellFormed, win } from "./natives.js";

export const normal = free("String", "normalize") as (s: string, form: string) => string;
export const code = free("String", "charCodeAt") as (s: string, at: number) => number;
export const chr = String.fromCharCode;
export const sine = Math.sin;

const RegExpOf = RegExp;
export const regexp = (source: string, flags: string): RegExp => new RegExpOf(source, flags);
/** The first match and its groups; null for none. */
export const matched = free("RegExp", "exec") as (
  re: RegExp,
  text: string,
) => RegExpExecArray | null;
export const test = (re: RegExp, text: string): boolean => matched(re, text) !== null;
/** Each match of a global expression as `as` says it, which may say nothing. */
export function swap(re: RegExp, text: string, as: (match: RegExpExecArray) => unknown): string {
  let out = "";
  let end = 0;
  re.lastIndex = 0;
  for (let match = matched(re, text); match !== null; match = matched(re, text)) {
    out += slice(text, end, match.index) + ((as(match) as string | undefined) ?? "");
    end = re.lastIndex;
  }
  return out + slice(text, end);
}

const lengths = [
  getting("ArrayBuffer", "byteLength"),
  getting(getPrototypeOf(Uint8Array.prototype) as object, "byteLength"),
];
const decode = free("TextDecoder", "decode");
const decoder = new win.TextDecoder();
/** Text of a buffer or of a list of numbers (`kind` 1) of at most so many bytes. */
export const textIn = (bytes: unknown, kind: number, most: number): string | undefined =>
  (lengths[kind]?.(bytes) as number) > most ? undefined : (decode(decoder, bytes) as string);

const taken = (name: string) => own(win, name) as (said: string) => string;
export const encoded = win.encodeURIComponent;
export const decoded = win.decodeURIComponent;
const escaped = taken("escape");
/** `%41` and `%u0041` as characters. */
export const unescaped = taken("unescape");
/** Text as UTF-8, a character a byte. */
export const utf8 = (said: string): string => unescaped(encoded(wellFormed(said) ?? said));
export const parse = JSON.parse as (said: string) => unknown;
/** What a string of JSON says, without its quotes; undefined where it is none. */
export function unquoted(said: string): string | undefined {
  try {
    return parse('"' + said + '"') as string;
  } catch {
    return undefined;
  }
}
/** Bytes as the text they are; undefined where they are no UTF-8. */
export function wide(bytes: string): string | undefined {
  try {
    return decoded(escaped(bytes));
  } catch {
    return undefined;
  }
}
export const unpacked = taken("atob");
