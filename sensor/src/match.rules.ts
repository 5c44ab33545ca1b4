/** What must and must not stand beside a form for it to be the value: as rules.py has it. */
import { AFTER_KEY, DECIMALS, MONTHS, NAME_KEYS, REACH, Rule, SHORT_NAME } from "./match.tables.js";
import { at, has, isAll, isAlnum, isDigit, split, textOf } from "./match.text.js";
import { upper } from "./natives.bytes.js";
import { lower, slice } from "./natives.js";

const nameKeys = split(NAME_KEYS, " ");
const afterKey = split(AFTER_KEY, " ");
const VALUE = ["value", "val"];

const isWord = (char: string): boolean => isAlnum(char) || char === "_";

/** The first of the words that stands at that place, or before it; "" for none. */
function oneOf(words: readonly string[], text: string, i: number, before: boolean): string {
  for (let j = 0; j < words.length; j++) {
    const word = words[j] as string;
    const from = before ? i - word.length : i;
    if (from >= 0 && lower(slice(text, from, from + word.length)) === word) return word;
  }
  return "";
}

/** How many characters behind `i`, or before it, are no letters or digits. */
function gapAt(text: string, i: number, step: number, most: number): number {
  let n = 0;
  for (; n < most; n++) {
    const char = at(text, step > 0 ? i + n : i - 1 - n);
    if (char === "" || (step > 0 ? isAlnum(char) : isWord(char))) break;
  }
  return n;
}

/** Whether a letter stands there: ASCII, or any of UTF-8. */
function isLetterAt(text: string, i: number): boolean {
  if (at(text, i) < "\x80") return isAlnum(at(text, i));
  for (let from = i; from > i - 4 && from >= 0; from--) {
    for (let size = 2; size < 5; size++) {
      const char = from + size > i ? textOf(slice(text, from, from + size)) : undefined;
      if (char !== undefined && char.length < 3 && at(text, from) > "\xc1") {
        return lower(char) !== upper(char) || isCaseless(char);
      }
    }
  }
  return false;
}

/** Letters of scripts that have no cases. */
const isCaseless = (char: string): boolean =>
  (char > "\u05cf" && char < "\u2000") ||
  (char > "\u3040" && char < "\ud7a4") ||
  (char > "\ud83f" && char < "\ud8ff") ||
  (char > "\uf8ff" && char < "\ufb00");

function isWholeWord(text: string, start: number, end: number, toItsEnd: boolean): boolean {
  if (isAlnum(at(text, start)) && isLetterAt(text, start - 1)) return false;
  return !(toItsEnd && isAlnum(at(text, end - 1)) && isLetterAt(text, end));
}

function isWholeNumber(text: string, start: number, end: number): boolean {
  const digit = (i: number): boolean => isDigit(at(text, i));
  if ((digit(start) && digit(start - 1)) || (digit(end - 1) && digit(end))) return false;
  if (end - start >= DECIMALS || !isAll(slice(text, start, end), isDigit)) return true;
  const before = at(text, start - 1) === "." && digit(start - 2);
  return !before && !(at(text, end) === "." && digit(end + 1));
}

/** Whether the code of a country that is not 1 stands before a phone number. */
function isAbroad(text: string, start: number): boolean {
  for (let gap = 0, end = start; gap < 4; gap++, end--) {
    for (let digits = 1; digits < 4 && isDigit(at(text, end - digits)); digits++) {
      const from = end - digits;
      const one = digits === 1 && at(text, from) === "1" && end < start;
      const sign = lower(slice(text, from > 2 ? from - 3 : 0, from));
      const zeros = slice(sign, -2) === "00" && !isWord(at(text, from - 3));
      if (!one && (slice(sign, -1) === "+" || sign === "%2b" || zeros)) return true;
    }
    if (!has(" ().+-", at(text, end - 1) || "x")) break;
  }
  return false;
}

function isWholeAddress(text: string, start: number, end: number, plusIsSpace: boolean): boolean {
  const before = at(text, start - 1);
  if (before !== "" && has(plusIsSpace ? ".-_" : ".-_+", before)) return false;
  if (isLetterAt(text, start - 1) || isAlnum(at(text, end))) return false;
  const after = at(text, end);
  return !((after === "." || after === "-") && isAlnum(at(text, end + 1)));
}

/** Whether a name is more likely a month, or a word that begins a sentence. */
function isOtherWord(text: string, start: number, end: number): boolean {
  if (has(" " + MONTHS + " ", " " + slice(text, start, end) + " ")) {
    const before = gapAt(text, start, -1, 4);
    let after = end;
    while (after < end + 3 && after < text.length && !isWord(at(text, after))) after++;
    if (before > 0 && before < 4 && isDigit(at(text, start - 1 - before))) return true;
    if (isDigit(at(text, after))) return true;
  }
  const spaced = (char: string): boolean => char === " " || char === "+";
  return end - start < SHORT_NAME && (spaced(at(text, start - 1)) || spaced(at(text, end)));
}

function isBehindNameKey(text: string, start: number): boolean {
  let i = start;
  for (let round = 0; round < 2; round++) {
    const gap = gapAt(text, i, -1, 9);
    if (gap < 1 || gap > 8) return false;
    i -= gap;
    const key = oneOf(nameKeys, text, i, true);
    if (key !== "") return i - key.length >= start - REACH;
    const value = oneOf(VALUE, text, i, true);
    if (value === "") return false;
    i -= value.length;
  }
  return false;
}

/** Whether the match from `start` to `end` is the whole value and not a part of another. */
export function standsAlone(
  rule: Rule,
  form: string,
  text: string,
  start: number,
  end: number,
  plusIsSpace: boolean,
): boolean {
  if (rule === Rule.NUMBER) return isWholeNumber(text, start, end);
  if (rule === Rule.PHONE) return isWholeNumber(text, start, end) && !isAbroad(text, start);
  if (rule === Rule.EMAIL) return isWholeAddress(text, start, end, plusIsSpace);
  if (!isWholeWord(text, start, end, rule !== Rule.BEGINNING)) return false;
  if (isAll(form, isDigit) && !isWholeNumber(text, start, end)) return false;
  const same = slice(text, start, end) === form;
  if (rule === Rule.NAME) {
    return (same && !isOtherWord(text, start, end)) || isBehindNameKey(text, start);
  }
  return same || rule !== Rule.EXACT;
}

/** Where a value may stand behind a key that ends at `end`; -1 where nothing parts them. */
function behind(text: string, end: number): number {
  for (let skip = has("_ -", at(text, end) || "x") ? 1 : 0; skip >= 0; skip--) {
    let i = end + skip;
    i += oneOf(afterKey, text, i, false).length || (isDigit(at(text, i)) ? 1 : 0);
    const gap = gapAt(text, i, 1, 9);
    if (gap === 0) continue;
    i += gap;
    const value = oneOf(VALUE, text, i, false).length;
    const more = value > 0 ? gapAt(text, i + value, 1, 9) : 0;
    return more > 0 ? i + value + more : i;
  }
  return -1;
}

/** Whether the value stands behind the key from `start` to `end`. */
export function isBehindKey(text: string, start: number, end: number, value: string): boolean {
  if (end - start < 3 && isAlnum(at(text, start - 1))) return false;
  const from = behind(text, end);
  const till = from + value.length;
  if (from < 0 || slice(text, from, till) !== value || isAlnum(at(text, till))) return false;
  return !(at(text, till) === "." && isDigit(at(text, till + 1)));
}
