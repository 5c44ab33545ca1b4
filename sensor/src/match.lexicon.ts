/** The values to look for, compiled: patterns, keys before very short ones, and digests. */
import { type Algorithm, ALGORITHMS } from "./match.hash.js";
import { CUT, CVV_KEYS, EXPIRY_KEYS, Rule, RULES, Shape, SHORT, ZIP_KEYS } from "./match.tables.js";
import { isAll, mapped, split, swapped, trimmed } from "./match.text.js";
import { formsOf } from "./match.written.js";
import { code, toBase64, utf8 } from "./natives.bytes.js";
import { bare, list, lower, slice } from "./natives.js";

const WORTH = 6; // characters of a form or an encoding that is no other word
const LONGEST_HASHED = 256;
const KEYS: Readonly<Record<number, string>> = bare({
  [Shape.ZIP]: ZIP_KEYS,
  [Shape.CVV]: CVV_KEYS,
  [Shape.EXPIRY]: EXPIRY_KEYS,
});

/** A text somebody typed. Lives in this page's memory only. */
export interface Value {
  readonly shape: Shape;
  /** The field's own name, behind which a very short value is looked for. */
  readonly key: string;
  readonly text: string;
}

/** One written form of one value, or the key before it; all in bytes. */
export interface Pattern {
  readonly small: string;
  readonly form: string;
  readonly rule: Rule;
  /** An encoding that is part of the form; "" for none. */
  readonly encoding: string;
  /** `small` is a key and `form` must stand behind it. */
  readonly keyed: boolean;
  readonly partial: boolean;
}

const hexOf = (bytes: string): string =>
  mapped(bytes, (char) => {
    const byte = code(char, 0);
    return ("0123456789abcdef"[byte >> 4] as string) + ("0123456789abcdef"[byte & 15] as string);
  });

const isNarrow = (char: string): boolean => char <= "\xff";
const isAscii = (char: string): boolean => char < "\x80";

function patternsOf({ shape, key, text }: Value): readonly Pattern[] {
  const out = list<Pattern>();
  const rule = RULES[shape] as Rule;
  const add = (form: string, by: Rule, encoding: string, before = "", partial = false): void => {
    const small = lower(before || form);
    out[out.length] = { small, form, rule: by, encoding, keyed: before !== "", partial };
  };
  const short = shape === Shape.SHORT;
  const keys = split(short ? key : (KEYS[shape] ?? ""), short ? "" : " ");
  const forms = formsOf(shape, text, false);
  for (let i = 0; i < forms.length; i++) {
    const said = forms[i] as string;
    const form = utf8(said);
    for (let j = 0; j < keys.length; j++) add(form, rule, "", keys[j]);
    if (short || keys.length > 0) continue;
    add(form, rule, "");
    if (swapped(form, " ", "+") !== form) add(swapped(form, " ", "+"), rule, "percent");
    if (said.length >= WORTH && !isAll(said, isAscii)) {
      if (isAll(said, isNarrow)) add(said, rule, "");
      add(utf8(lower(said)), rule, "");
    }
    if (form.length >= SHORT) continue;
    const letters = swapped(toBase64(form), "=", "");
    if (letters.length >= WORTH) add(letters, Rule.EXACT, "base64");
    if (form.length * 2 >= SHORT) add(hexOf(form), Rule.WORD, "hex");
  }
  if (shape === Shape.TEXT && text.length > CUT + SHORT) {
    add(utf8(slice(trimmed(text), 0, CUT)), Rule.BEGINNING, "", "", true);
  }
  return out;
}

/** A digest of one form and how it was made, outermost first. */
export interface Digest {
  readonly raw: string;
  readonly chain: readonly string[];
}
type Digests = Record<string, Digest>;

/** Bytes of a digest by which it is looked up. */
export const keyOf = (raw: string): string => slice(raw, 0, 8);

/** Digests of a value's forms, twofold over hex too. */
function digestsOf({ shape, text }: Value): Digests {
  const out: Digests = bare({});
  const forms = text.length > LONGEST_HASHED ? list<string>() : formsOf(shape, text, true);
  const add = (raw: string, chain: readonly string[]): void => {
    out[keyOf(raw)] ??= { raw, chain };
  };
  for (let i = 0; i < forms.length; i++) {
    const form = utf8(forms[i] as string);
    for (let j = 0; j < ALGORITHMS.length; j++) {
      const { name, of } = ALGORITHMS[j] as Algorithm;
      const raw = of(form);
      add(raw, [name]);
      for (let k = 0; k < ALGORITHMS.length; k++) {
        const outer = ALGORITHMS[k] as Algorithm;
        add(outer.of(hexOf(raw)), [outer.name, name]);
      }
    }
  }
  return out;
}

/** One value, compiled; its digests only once something of a digest's size is seen. */
export interface Known<V extends Value = Value> {
  readonly value: V;
  readonly patterns: readonly Pattern[];
  digests?: Digests;
}

export const known = <V extends Value>(value: V): Known<V> =>
  bare({ value, patterns: patternsOf(value) });

export const digested = (one: Known): Digests => (one.digests ??= digestsOf(one.value));
