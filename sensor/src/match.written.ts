/** The ways one value is written, in clear and before it is hashed: as forms.py has them. */
import { Shape } from "./match.tables.js";
import {
  digitsOf,
  has,
  isDigit,
  isSpace,
  mapped,
  numbers,
  parts,
  split,
  swapped,
  trimmed,
} from "./match.text.js";
import { normal, upper } from "./natives.bytes.js";
import { bare, find, list, lower, slice } from "./natives.js";

const MONTHS =
  "January February March April May June July August September October November December";
/** Letters stand for parts of the value, the rest for itself. */
const NATIONAL = "n|1n|+1n|001n|a-e-l|a.e.l|a e l|(a) e-l|(a)e-l|(a) e l|a e-l|a-el";
const DATES =
  "Y-M-D|YMD|Y/M/D|Y.M.D|M/D/Y|D/M/Y|m/d/Y|d/m/Y|M-D-Y|D-M-Y|m-d-Y|d-m-Y|M.D.Y|D.M.Y|m.d.Y|d.m.Y|MDY|DMY|B d, Y|d B Y|b d, Y|d b Y";
const EXPIRIES = "M/y|M-y|M / y|My|M/Y|M-Y|M / Y|MY|Y-M";

type Say = (form: string) => void;

function fill(templates: string, by: Record<string, string>, say: Say): void {
  const listed = split(templates, "|");
  for (let i = 0; i < listed.length; i++) {
    say(mapped(listed[i] as string, (char) => by[char] ?? char));
  }
}

/** Marks of Latin, Greek, Cyrillic, Hebrew, Arabic and kana that a normal form may part. */
const isMark = (char: string): boolean =>
  (char >= "\u0300" && char <= "\u036f") ||
  (char >= "\u0591" && char <= "\u05bd") ||
  (char >= "\u064b" && char <= "\u0655") ||
  char === "\u3099" ||
  char === "\u309a";
/** Without accents. */
const plain = (text: string): string =>
  mapped(normal(text, "NFKD"), (char) => (isMark(char) ? "" : char));
const spaceless = (text: string): string => mapped(text, (char) => (isSpace(char) ? "" : char));

function emails(text: string, say: Say): void {
  const small = lower(text);
  const local = slice(small, 0, find(small, "@"));
  const domain = slice(small, local.length);
  const untagged = has(local, "+") ? slice(local, 0, find(local, "+")) : local;
  say(small);
  say(untagged + domain);
  if (domain !== "@gmail.com" && domain !== "@googlemail.com") return;
  say(swapped(local, ".", "") + domain);
  say(swapped(untagged, ".", "") + domain);
}

function phones(text: string, say: Say): void {
  const digits = digitsOf(text);
  let n = slice(text, 0, 2) === "00" ? slice(digits, 2) : digits;
  say(digits);
  fill("n|+n|00n", bare({ n }), say);
  if (n.length === 11 && n[0] === "1") n = slice(n, 1);
  if (n.length !== 10) return;
  fill(NATIONAL, bare({ n, a: slice(n, 0, 3), e: slice(n, 3, 6), l: slice(n, 6) }), say);
}

const two = (text: string): string => slice("0" + text, -2);

function dates(text: string, say: Say): void {
  let found = numbers(text);
  if (found.length < 2 && text.length === 8) {
    found = list(slice(text, 0, 4), slice(text, 4, 6), slice(text, 6));
  }
  if (found.length !== 3) return;
  let y = +(found[2] as string);
  let m = +(found[0] as string);
  let d = +(found[1] as string);
  if (m > 31) {
    const year = m;
    m = d;
    d = y;
    y = year;
  } else if (m > 12) {
    const day = m;
    m = d;
    d = day;
  }
  const leap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  if (m < 1 || m > 12 || d < 1 || y < 1 || y > 9999) return;
  if (d > (m === 2 ? (leap ? 29 : 28) : 30 + +("101010110101"[m - 1] as string))) return;
  const B = split(MONTHS, " ")[m - 1] as string;
  const b = slice(B, 0, 3);
  fill(DATES, bare({ Y: "" + y, M: two("" + m), D: two("" + d), m: "" + m, d: "" + d, B, b }), say);
}

function expiries(text: string, say: Say): void {
  let found = numbers(text);
  let only = found[0] ?? "";
  if (found.length === 1 && only.length === 4) found = list(slice(only, 0, 2), slice(only, 2));
  if (found.length !== 2) return;
  let last = found[1] as string;
  only = found[0] as string;
  if (only.length > 2) {
    const year = only;
    only = last;
    last = year;
  }
  const y = slice(last, -2);
  fill(EXPIRIES, bare({ M: only.length < 2 ? "0" + only : only, y, Y: "20" + y }), say);
}

/** Digits in groups of these sizes. */
function grouped(digits: string, sizes: string, say: Say): void {
  say(digits);
  for (let i = 0; i < 3; i++) {
    let out = "";
    for (let from = 0, j = 0; from < digits.length && j < sizes.length; j++) {
      const size = +(sizes[j] as string);
      out += (j > 0 ? ("- ."[i] as string) : "") + slice(digits, from, from + size);
      from += size;
    }
    say(out);
  }
}

function codes(text: string, say: Say): void {
  say(mapped(text, (char) => (isSpace(char) || has("#:-", char) ? "" : char)));
  const found = numbers(text);
  let longest = "";
  for (let i = 0; i < found.length; i++) {
    if ((found[i] as string).length > longest.length) longest = found[i] as string;
  }
  if (longest.length > 6) say(longest);
}

function texts(text: string, say: Say): void {
  let spaced = "";
  const words = parts(text, isSpace);
  for (let i = 0; i < words.length; i++) spaced += (i > 0 ? " " : "") + (words[i] as string);
  say(spaced);
  if (has(text, "\n")) {
    const lines = swapped(text, "\r", "");
    say(lines);
    say(swapped(lines, "\n", "\r\n"));
  }
  say(normal(text, "NFC"));
  say(normal(text, "NFD"));
  say(plain(text));
}

function turned(text: string, say: Say): void {
  let last = text.length - 1;
  while (last > 0 && text[last] !== " ") last--;
  if (last < 1 || has(text, ",")) return;
  const by = bare({ f: slice(text, last + 1), g: slice(text, 0, last) });
  fill("f, g|f,g", by, say);
}

function written(shape: Shape, text: string, say: Say): void {
  const digits = digitsOf(text);
  if (shape === Shape.EMAIL) emails(text, say);
  if (shape === Shape.PHONE) phones(text, say);
  if (shape === Shape.DATE) dates(text, say);
  if (shape === Shape.SSN) grouped(digits, "324", say);
  if (shape === Shape.CARD) grouped(digits, digits.length === 15 ? "465" : "44444", say);
  if (shape === Shape.EXPIRY) expiries(text, say);
  if (shape === Shape.CODE) codes(text, say);
  if (shape === Shape.TEXT || shape === Shape.FULL_NAME) texts(text, say);
  if (shape === Shape.FULL_NAME) turned(text, say);
}

/** Every way the value is written: in clear, or `hashed` by somebody. */
export function formsOf(shape: Shape, text: string, hashed: boolean): readonly string[] {
  const out = list<string>();
  const keep: Say = (form) => {
    if ((form.length < 3 && form.length < text.length) || trimmed(form) === "") return;
    for (let i = 0; i < out.length; i++) if (out[i] === form) return;
    out[out.length] = form;
  };
  const say: Say = (form) => {
    keep(form);
    if (!hashed) return;
    keep(lower(form));
    keep(upper(form));
  };
  const inside = trimmed(text);
  say(text);
  say(inside);
  written(shape, inside, say);
  if (!hashed) return out;
  say(spaceless(inside));
  say(plain(inside));
  if (shape !== Shape.NAME && shape !== Shape.FULL_NAME) return out;
  const names = parts(inside, (char) => isSpace(char) || char === ",");
  for (let i = 0; i < names.length; i++) if (shape === Shape.FULL_NAME) say(names[i] as string);
  say(mapped(plain(inside), (c) => (lower(c) === upper(c) && !isDigit(c) ? "" : c)));
  return out;
}
