/**
 * JSON of a record. Home-made, since JSON.stringify asks every object and list for `toJSON`, which a
 * page may put on any prototype and so read or change what is said; strings it only quotes.
 */
import { isArray, ownKeys, quote, wellFormed } from "./natives.js";

export type Plain =
  string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };
/** A value and all that is in it, as JSON; lone surrogates become U+FFFD. */
export function json(value: Plain): string {
  if (typeof value === "string") return quote(wellFormed(value) ?? value);
  if (typeof value !== "object") return "" + value;
  let out = "";
  if (isArray(value)) {
    for (let i = 0; i < value.length; i++) out += (i ? "," : "") + json(value[i] as Plain);
    return "[" + out + "]";
  }
  const keys = ownKeys(value) as string[];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    out += (i ? "," : "") + quote(key) + ":" + json((value as Record<string, Plain>)[key] as Plain);
  }
  return "{" + out + "}";
}
