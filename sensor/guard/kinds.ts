/** Which kind of data a field asks for, as src/scriptward/knowledge/field_kinds.py has it. */
import { split } from "./decide.pattern.js";
import { WORDS } from "./kinds.tables.js";
import { normal, regexp, swap, test } from "../src/natives.bytes.js";
import { bare, find, list, lower, slice } from "../src/natives.js";

const known: Record<string, string | undefined> = bare({});
const rows = split(WORDS, "\n");
const tried = list<RegExp>();

/** The kind by a field's own words; `@` and a kind for what is none of a field. */
export function kindOf(words: string): string {
  if (words[0] === "@") return slice(words, 1);
  return (known[words] ??= found(words));
}

function found(words: string): string {
  const parted = swap(/([a-z\d])(?=[A-Z])/g, words, (match) => match[0] + " ");
  const plain = swap(
    /[^a-z\d\u0300-\u036f]+|([\u0300-\u036f])/g,
    normal(lower(parted), "NFKD"),
    (m) => (m[1] ? "" : " "),
  );
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as string;
    const space = find(row, " ");
    tried[i] ??= regexp("(?<![a-z])(?:" + slice(row, space + 1) + ")(?![a-z])", "");
    if (test(tried[i] as RegExp, plain)) return slice(row, 0, space);
  }
  return "free_text";
}
