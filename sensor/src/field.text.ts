/** What is typed in a field, and what the field is for: the first never leaves this page. */
import { attribute, editable, isOne, typeOf } from "./field.js";
import { getting, slice, tagOf } from "./natives.js";

const LONGEST_TEXT = 4_000;
const inputText = getting("HTMLInputElement", "value");
const areaText = getting("HTMLTextAreaElement", "value");
const nodeText = getting("Node", "textContent");

/** The field's own name. */
export const nameOf = (node: unknown): string => attribute(node, "name") || attribute(node, "id");

/** The text in a field that a person types into; "" where none is. */
export function textOf(node: unknown): string {
  const tag = tagOf(node);
  const type = typeOf(node, tag);
  if (isOne(" checkbox radio range color file ", type)) return "";
  const text =
    tag === "input"
      ? inputText(node)
      : tag === "textarea"
        ? areaText(node)
        : editable(node) === true
          ? nodeText(node)
          : "";
  return slice((text ?? "") as string, 0, LONGEST_TEXT);
}

/** What a field is for, in its own words: autofill tokens, then type, then name. */
export function wordsOf(node: unknown): string {
  const type = typeOf(node, tagOf(node));
  return (
    attribute(node, "autocomplete") + (type === "text" ? " " : " " + type + " ") + nameOf(node)
  );
}
