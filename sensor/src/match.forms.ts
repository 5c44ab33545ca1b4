/** The ways one value is written: as forms.py has them, by a table of groups and templates. */
import { Shape } from "./match.tables.js";
import { code, matched, normal, swap, test } from "./natives.bytes.js";
import { list, lower, slice } from "./natives.js";

/**
 * Shape, what its texts are and how they are written: letters stand for groups of what is matched,
 * `~` for a dash, a slash, a dot or a space, the rest for itself.
 */
const ROWS = list<readonly [RegExp, string]>(
  [/^([^+@\s]+)([^@\s]*)(@[^@\s]+)$/, "abc|ac"],
  [/^(?:00)?(\d{7,})$/, "a|+a|00a"],
  [/^(?:00)?1?((\d{3})(\d{3})(\d{4}))$/, "a|1a|+1a|001a|b~c~d|(b) c~d|(b)c-d|b c-d|b-cd"],
  [/^([^,]+) ([^ ,]+)$/, "b, a|b,a"],
  [/^(\d{4})(?=(..)(..)$)0?(.+)(?<=^.{6})0?(.+)/, "a~b~c|b~c~a|c~b~a|d~e~a|e~d~a|abc|bca|cba"],
  [/^(\d{3})(\d\d)(\d{4})$/, "a~b~c"],
  [/^(\d{4})(\d{4})(\d{4})(\d{4})$/, "a~b~c~d"],
  [/^(\d{4})(\d{6})(\d{5})$/, "a~b~c"],
  [/^(\d\d)\D*(?:20)?(\d\d)$/, "a~b|a / b|ab|a~20b|a / 20b|a20b|20b-a"],
);

export const without = (re: RegExp, text: string): string => swap(re, text, () => "");
export const trimmed = (text: string): string => without(/^\s+|\s+$/g, text);
const plain = (text: string): string => without(/[\u0300-\u036f]/g, normal(text, "NFKD"));
const two = (number: string | undefined): string => slice("0" + (number as string), -2);

/** A date of ISO or US order as YYYYMMDD, day first where it can't be US; "" for none. */
function dated(text: string): string {
  const iso = matched(/^(\d{4})\D*(\d\d?)\D*(\d\d?)$/, text);
  if (iso) return (iso[1] as string) + two(iso[2]) + two(iso[3]);
  const us = matched(/^(\d\d?)\D+(\d\d?)\D+(\d{4})$/, text);
  if (!us) return "";
  const month = two(us[1]);
  const day = two(us[2]);
  return (us[3] as string) + (month > "12" ? day + month : month + day);
}

/** Every way the value is written: in clear, or `hashed` by somebody. */
export function formsOf(shape: Shape, text: string, hashed: boolean): string[] {
  const out = list<string>();
  const keep = (form: string): void => {
    if (form.length < 3 && form.length < text.length) return;
    for (let i = 0; i < out.length; i++) if (out[i] === form) return;
    out[out.length] = form;
  };
  const say = (form: string): void => {
    keep(form);
    if (hashed) keep(lower(form));
  };
  const fill = (said: string): void => {
    for (let i = 0; i < ROWS.length * 4; i++) {
      const { 0: written, 1: templates } = ROWS[i >> 2] as (typeof ROWS)[0];
      const groups = matched(written, said);
      if (!groups) continue;
      const parted = swap(/~/g, templates, () => "-/. "[i & 3]);
      swap(/[^|]+/g, parted, (template) => {
        say(swap(/[a-e]/g, template[0], (letter) => groups[code(letter[0], 0) - 96]));
      });
    }
  };
  const inside = trimmed(text);
  say(text);
  say(inside);
  const numeric = shape === Shape.PHONE || shape === Shape.SSN || shape === Shape.CARD;
  const digits = without(/\D/g, inside);
  if (numeric) say(digits);
  const small = lower(inside);
  const mail = shape === Shape.EMAIL;
  fill(numeric ? digits : mail ? small : shape === Shape.DATE ? dated(inside) : inside);
  if (mail) {
    say(small);
    if (test(/@g(oogle)?mail\.com$/, small)) fill(without(/\.(?=.*@)/g, small));
  }
  if (shape === Shape.CODE) {
    say(without(/[\s#:-]/g, inside));
    say(matched(/\d{7,}/, inside)?.[0] ?? text);
  }
  if (shape === Shape.TEXT || shape === Shape.FULL_NAME) {
    say(swap(/\s+/g, inside, () => " "));
    say(swap(/\r?\n/g, inside, () => "\r\n"));
    say(normal(inside, "NFC"));
    say(normal(inside, "NFD"));
    say(plain(inside));
  }
  if (hashed) {
    say(plain(inside));
    if (shape === Shape.FULL_NAME)
      swap(/[^\s,]+/g, inside, (part) => {
        say(part[0]);
      });
  }
  return out;
}
