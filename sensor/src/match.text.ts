/**
 * Texts taken apart without the methods of strings that ask a page's regular expressions. What is
 * searched are bytes: a text in UTF-8 with a character a byte.
 */
import { unescaped, utf8, wide } from "./natives.bytes.js";
import { find, list, slice } from "./natives.js";

export const at = (text: string, i: number): string =>
  i >= 0 && i < text.length ? (text[i] as string) : "";
export const isDigit = (char: string): boolean => char >= "0" && char <= "9";
export const isSmall = (char: string): boolean => char >= "a" && char <= "z";
export const isBig = (char: string): boolean => char >= "A" && char <= "Z";
export const isAlnum = (char: string): boolean => isSmall(char) || isDigit(char) || isBig(char);
export const isSpace = (char: string): boolean => char !== "" && (char <= " " || char === "\u00a0");
export const has = (text: string, part: string): boolean => find(text, part) >= 0;

/** Each character as `as` says it. */
export function mapped(text: string, as: (char: string) => string): string {
  let out = "";
  for (let i = 0; i < text.length; i++) out += as(text[i] as string);
  return out;
}
export const swapped = (text: string, from: string, to: string): string =>
  mapped(text, (char) => (char === from ? to : char));
/** How many characters are not such. */
export function others(text: string, is: (char: string) => boolean, most = text.length): number {
  let n = 0;
  for (let i = 0; i < text.length && n < most; i++) if (!is(text[i] as string)) n++;
  return n;
}
export const isAll = (text: string, is: (char: string) => boolean): boolean =>
  others(text, is, 1) === 0;
export const digitsOf = (text: string): string => mapped(text, (c) => (isDigit(c) ? c : ""));

/** The stretches between characters that part them. */
export function parts(text: string, parting: (char: string) => boolean): string[] {
  const out = list<string>();
  for (let i = 0, from = 0; i <= text.length; i++) {
    if (i < text.length && !parting(text[i] as string)) continue;
    if (i > from) out[out.length] = slice(text, from, i);
    from = i + 1;
  }
  return out;
}
export const split = (text: string, by: string): string[] => parts(text, (char) => char === by);
export const numbers = (text: string): string[] => parts(text, (char) => !isDigit(char));

export function trimmed(text: string): string {
  let from = 0;
  let end = text.length;
  while (isSpace(at(text, from))) from++;
  while (end > from && isSpace(at(text, end - 1))) end--;
  return slice(text, from, end);
}

/** Bytes as the text they are; undefined where they are no UTF-8. */
export function textOf(bytes: string): string | undefined {
  try {
    return wide(bytes);
  } catch {
    return undefined;
  }
}

/** A string of JSON or JavaScript without its escapes. */
export function unquoted(bytes: string): string {
  let out = "";
  let units = "";
  for (let i = 0; i < bytes.length; i++) {
    let char = bytes[i] as string;
    if (char === "\\" && i + 1 < bytes.length) {
      char = bytes[++i] as string;
      const digits = char === "u" ? 4 : char === "x" ? 2 : 0;
      const said = "%" + (digits > 2 ? "u" : "") + slice(bytes, i + 1, i + 1 + digits);
      const unit = digits > 0 ? unescaped(said) : said;
      if (unit.length === 1 && digits > 0) {
        units += unit;
        i += digits;
        continue;
      }
      char = char === "n" ? "\n" : char === "r" ? "\r" : char === "t" ? "\t" : char;
    }
    out += utf8(units) + char;
    units = "";
  }
  return out + utf8(units);
}
