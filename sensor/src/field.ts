/** What a form field is called; never what is in it. */
import { bare, find, free, getting, lower, slice, tagOf } from "./natives.js";
import type { Read } from "./watch.js";

const LONGEST = 200;
/** Whether a word is one of these, each with a space round it. */
export const isOne = (words: string, word: string): boolean => find(words, " " + word + " ") >= 0;

export const attributeOf = free("Element", "getAttribute") as (
  node: unknown,
  name: string,
) => string | null;
export const editable = getting("HTMLElement", "isContentEditable");

export const attribute = (node: unknown, name: string): string =>
  slice(attributeOf(node, name) ?? "", 0, LONGEST);

export const typeOf = (node: unknown, tag: string): string =>
  tag === "input" ? lower(attribute(node, "type")) || "text" : tag;

/** Whether text can stand in a selector as it is. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    const letter = (char >= "a" && char <= "z") || (char >= "A" && char <= "Z") || char === "_";
    const later = (char >= "0" && char <= "9") || char === "-";
    if (!letter && !(i > 0 && later)) return false;
  }
  return text !== "";
}

function selector(tag: string, id: string, name: string): string {
  if (isPlain(id)) return "#" + id;
  return isPlain(name) ? tag + '[name="' + name + '"]' : tag;
}

/** Whether something is a place a person types or picks in. */
export function isField(node: unknown): boolean {
  try {
    return isOne(" input textarea select ", tagOf(node)) || editable(node) === true;
  } catch {
    return false; // no element at all
  }
}

/** A reading of one field; undefined for buttons, which hold nothing a person gave. */
export function fieldRead(node: unknown): Read | undefined {
  const tag = tagOf(node);
  const type = typeOf(node, tag);
  if (isOne(" submit button reset image ", type)) return undefined;
  const id = attribute(node, "id");
  const name = attribute(node, "name");
  if (!SCAN) return bare({ target: "field", name: name || id } as Read);
  return bare<Read>({
    target: "field",
    name: name || id,
    selector: selector(tag, id, name),
    type: typeWords(node, type),
  });
}

/** The field's type and what it asks the browser to fill in. */
function typeWords(node: unknown, type: string): string {
  const complete = lower(attribute(node, "autocomplete"));
  return complete === "" ? type : type + " " + complete;
}
