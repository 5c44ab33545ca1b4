/**
 * What must and must not stand beside a form for it to be the value: as rules.py has it, as
 * expressions on the text round a match, with U+FFFE at its start and U+FFFF at its end.
 */
import { ABROAD, AFTER_KEY, KEYS, MONTHS, NAME_KEY, RULES, Shape } from "./match.tables.js";
import { regexp, swap, test } from "./natives.bytes.js";
import { list, slice } from "./natives.js";

const REACH = 64;
const DECIMAL = "|\\d\\.\ufffe\\d{1,11}\uffff|\ufffe\\d{1,11}\uffff\\.\\d";
const NUMBER = "\\d\ufffe\\d|\\d\uffff\\d" + DECIMAL;
/** What makes it another thing, by the rule's number. */
const OTHERS = list(
  regexp("[a-z\\d\\p{L}]\ufffe[a-z\\d\\p{L}]|[a-z\\d\\p{L}]\uffff[a-z\\d\\p{L}]" + DECIMAL, "iu"),
  regexp(NUMBER, ""),
  regexp(NUMBER + "|" + ABROAD, ""),
  // a guard stops what only begins with it, too: it may be the name of a picture
  regexp("[\\w.+\\p{L}-]\ufffe|\uffff" + (GUARD ? "" : "[.-]?") + "[a-z\\d]", "iu"),
  regexp("\uffff([a-z\\d]|\\.\\d)", "i"),
);
const nameKey = regexp(NAME_KEY, "i");
/** What follows a name in front of an address's sign; of the person's own the address is told. */
const inAddress = regexp("^[\\w.-]{0,40}(@|%(25)?40|\\\\u0040|&#(64|x40);)[a-z\\d]", "i");
/** More likely a month, or a word that begins a sentence. */
const month = "\ufffe(" + MONTHS + ")\uffff";
const short = "\ufffe([ -~]{1,3}|..)\uffff";
const otherWord = regexp(
  "\\d\\W{1,3}" + month + "|" + month + "\\W{0,3}\\d|[ +]" + short + "|" + short + "[ +]",
  "",
);

/** Keys before a value that is very short; undefined where it needs none. `name`: the field's own. */
export function keysOf(shape: Shape, name: string): RegExp | undefined {
  if (RULES[shape] !== "4") return undefined;
  const own = swap(/\W/g, name, (char) => "\\" + char[0]) || "(?!)";
  const more = KEYS[shape];
  const keys = "(?<![a-z\\d])" + own + (more ? "|" + more : "");
  return regexp("(?:" + keys + ")" + AFTER_KEY, "i");
}

/** Whether what stands at `start` is the whole value and not a part of another. */
export function standsAlone(
  { shape, keys }: { readonly shape: Shape; readonly keys: RegExp | undefined },
  form: string,
  text: string,
  start: number,
): boolean {
  const end = start + form.length;
  const said = slice(text, start, end);
  const before = slice(text, start > REACH ? start - REACH : 0, start);
  const round = before + "\ufffe" + said + "\uffff" + slice(text, end, end + 9);
  if (test(OTHERS[+(RULES[shape] as string)] as RegExp, round)) return false;
  const same = said === form;
  if (keys) return same && test(keys, round);
  if (shape === Shape.NAME && test(inAddress, slice(text, end, end + 50))) return false;
  if (shape === Shape.NAME) return (same && !test(otherWord, round)) || test(nameKey, round);
  return same || shape !== Shape.SECRET;
}
