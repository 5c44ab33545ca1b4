/** Addresses as they are spelt in markup and styles. */
import { find, lower, slice } from "../src/natives.js";

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

/** Markup without the other ways to write a slash (HTML §13.2.5.72). */
export function slashed(text: string): string {
  let out = "";
  let start = 0;
  let at = find(text, "<") < 0 ? -1 : find(text, "&");
  for (; at >= 0; at = find(text, "&", at + 1)) {
    let end = at + 2;
    let digits = "47";
    if (text[at + 1] !== "#") digits = slice(text, end - 1, end + 2) === "sol" ? ";" : "";
    else if (lower(slice(text, end, end + 1)) === "x") digits = slice(text, end++, end) && "2f";
    if (digits === ";") end += 2;
    while (text[end] === "0") end++;
    if (!digits || lower(slice(text, end, end + digits.length)) !== digits) continue;
    end += digits.length;
    const next = lower(slice(text, end, end + 1));
    if (digits !== ";" && find("0123456789" + (digits === "2f" ? "abcdef" : ""), next || "-") >= 0)
      continue;
    out += slice(text, start, at) + "/";
    start = end + +(digits !== ";" && next === ";");
  }
  return out + slice(text, start);
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
