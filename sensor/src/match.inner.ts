/** One step inward: every layer that may be inside a layer, and every digest that stands in it. */
import { at, has, swapped, textOf, unquoted } from "./match.text.js";
import { unescaped, utf8 } from "./natives.bytes.js";
import { lower, slice } from "./natives.js";
import { odd, type Taker, tokens } from "./match.tokens.js";

/** Layers and digests inside `layer`. `path`: its fields end at a slash as well. */
export function inner(layer: string, path: boolean, take: Taker): void {
  const { length } = layer;
  if (length > 7 && length < 33 && odd(layer) > 0) take.digest(layer, "");
  for (let i = 0, from = 0; has(layer, "%") && i <= length; i++) {
    const char = at(layer, i);
    if (i < length && char > " " && !has(path ? '&=;"<>/' : '&=;"<>', char)) continue;
    field(slice(layer, from, i), take);
    from = i + 1;
  }
  if (has(layer, "\\")) strings(layer, take);
  tokens(layer, take);
}

/** Without `%uXXXX`; what looks like one then is no escape any more. */
function widened(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const escape = slice(text, i, i + 6);
    const unit = slice(escape, 0, 2) === "%u" ? unescaped(escape) : escape;
    if (unit.length === 1 && escape.length > 1) {
      out += utf8(unit);
      i += 5;
    } else out += text[i] as string;
  }
  let kept = "";
  for (let i = 0; i < out.length; i++) {
    kept += slice(out, i, i + 2) === "%u" ? "%25" : (out[i] as string);
  }
  return kept;
}

/** A `+` is a space where pluses are escaped, itself where spaces are, else perhaps both. */
function field(text: string, take: Taker): void {
  const open = (said: string): string => unescaped(has(said, "%u") ? widened(said) : said);
  const plain = open(text);
  if (plain === text) return;
  const spaced = has(text, "+") && !has(text, "%20") ? open(swapped(text, "+", " ")) : "";
  const sure = spaced !== "" && has(lower(text), "%2b");
  if (!sure) take.layer(plain, "percent");
  if (sure || has(spaced, "\\") || textOf(spaced) === undefined) take.layer(spaced, "percent");
}

/** Each stretch between quotes that has a backslash. */
function strings(layer: string, take: Taker): void {
  for (let i = 0, from = 0; i < layer.length; i++) {
    const char = at(layer, i);
    if (char === "\\") i++;
    if (char !== '"' && i < layer.length - 1) continue;
    const open = char === '"' ? i : i < layer.length ? layer.length : i - 1; // a last `\` says nothing
    const text = slice(layer, from, open);
    const said = has(text, "\\") ? unquoted(text) : text;
    if (said.length < text.length) take.layer(said, "json");
    from = i + 1;
  }
}
