/** Addresses as they are spelt in markup and styles. */
import { find, slice } from "../src/natives.js";

export const SPACE = " \t\n\f\r";
export const ENDS = SPACE + "\"'<>()\\`";

/** Where a text has one of some characters first, or its end. */
export function until(text: string, start: number, ends: string): number {
  let at = start;
  while (at < text.length && find(ends, text[at] as string) < 0) at++;
  return at;
}

/** What is before `at` without characters of a kind. */
export function back(text: string, at: number, over: string): number {
  let from = at;
  while (from > 0 && find(over, text[from - 1] as string) >= 0) from--;
  return from;
}

/** Host without port; of what has none the scheme or word, as violations say it. */
export function hostOf(target: string): string {
  const at = find(target, "//");
  return slice(target, at < 0 ? 0 : at + 2, until(target, at < 0 ? 0 : at + 2, ":/"));
}

/** The same, and its path. */
export function wholeOf(target: string, host: string): string {
  const at = find(target, "//");
  return at < 0 ? host : host + slice(target, until(target, at + 2, "/"));
}
