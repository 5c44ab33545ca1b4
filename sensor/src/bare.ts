/**
 * Addresses and names without what may name a person: query and fragment cut, identifier-like
 * parts masked before anything leaves the page. The collector does the same again, by the same
 * cases (tests/sensor/test_bare.py): a page's sensor can be older than it.
 */
import { find, slice } from "./natives.js";

const MOST = 300;
const LONGEST_NUMBER = 4;
const MOST_DIGITS = 6;
const SHORTEST_TOKEN = 16;
const LONGEST_WORD = 39;

const isDigit = (char: string): boolean => char >= "0" && char <= "9";
const isLetter = (char: string): boolean =>
  (char >= "a" && char <= "z") || (char >= "A" && char <= "Z");
const isHex = (char: string): boolean =>
  isDigit(char) || (char >= "a" && char <= "f") || (char >= "A" && char <= "F");
const isFiller = (char: string): boolean =>
  char === "_" || char === "=" || char === "+" || char === "~";

/** Whether a run of letters and digits looks like a token. */
const isToken = (letters: number, digits: number, length: number): boolean =>
  (letters > 0 && digits > 0 && length >= SHORTEST_TOKEN) || length > LONGEST_WORD;

function looksLikeId(part: string): boolean {
  let digits = 0;
  let row = 0;
  let run = 0;
  let runLetters = 0;
  let runDigits = 0;
  for (let i = 0; i < part.length; i++) {
    let char = part[i] as string;
    if (char === "%") {
      if (part[i + 1] === "3") char = part[i + 2] ?? char; // an encoded digit
      i += 2;
    }
    row = isDigit(char) ? row + 1 : 0;
    if (isDigit(char) || isLetter(char) || isFiller(char)) {
      run += 1;
      if (isDigit(char)) runDigits += 1;
      else if (isLetter(char)) runLetters += 1;
    } else run = runLetters = runDigits = 0;
    if (isDigit(char)) digits += 1;
    if (row > LONGEST_NUMBER || digits > MOST_DIGITS) return true;
    if (isToken(runLetters, runDigits, run)) return true;
  }
  return isUuid(part);
}

/** Whether the hex digits of a part, dashes aside, are as many as a UUID has. */
function isUuid(part: string): boolean {
  let hex = 0;
  for (let i = 0; i < part.length; i++) {
    const char = part[i] as string;
    if (isHex(char)) hex += 1;
    else if (char !== "-") hex = 0;
    if (hex >= 32) return true;
  }
  return false;
}

/** One segment or name: itself, or `[email]` or `[id]` where it looks like one. */
export function barePart(part: string): string {
  if (find(part, "@") >= 0 || find(part, "%40") >= 0 || find(part, "%2540") >= 0) return "[email]";
  return looksLikeId(part) ? "[id]" : part;
}

/** A path with each identifier-like segment masked. */
export function barePath(path: string): string {
  let out = "";
  let rest = cutAt(cutAt(slice(path, 0, 4 * MOST), "#"), "?");
  for (;;) {
    const end = find(rest, "/");
    out += barePart(end < 0 ? rest : slice(rest, 0, end));
    if (end < 0) return slice(out, 0, MOST);
    out += "/";
    rest = slice(rest, end + 1);
  }
}

function cutAt(text: string, mark: string): string {
  const end = find(text, mark);
  return end < 0 ? text : slice(text, 0, end);
}

/** A host whose labels before the last two are masked where they look like ids. */
function bareHost(host: string): string {
  let labels = 1;
  for (let i = 0; i < host.length; i++) if (host[i] === ".") labels += 1;
  let out = "";
  let rest = host;
  for (; labels > 2; labels--) {
    const end = find(rest, ".");
    out += barePart(slice(rest, 0, end)) + ".";
    rest = slice(rest, end + 1);
  }
  return out + rest;
}

/** Origin and masked path of an address; of one that has no host only the scheme. */
export function bareUrl(url: string): string {
  const colon = find(url, ":");
  if (colon < 0) return "";
  const scheme = slice(url, 0, colon + 1);
  if (slice(url, colon + 1, colon + 3) !== "//") return scheme;
  const rest = cutAt(cutAt(slice(url, colon + 3, 4 * MOST), "#"), "?");
  const slash = find(rest, "/");
  const host = slash < 0 ? rest : slice(rest, 0, slash);
  const path = slash < 0 ? "/" : barePath(slice(rest, slash));
  return slice(scheme + "//" + bareHost(slice(host, find(host, "@") + 1)) + path, 0, MOST);
}
