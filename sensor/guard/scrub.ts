/** Takes values out of what is sent, in the ways they are written there. */
import type { Form, Known } from "../src/match.known.js";
import { percent } from "./natives.js";
import { find, list, lower, quote, slice } from "../src/natives.js";

/** A text without these values, plain, in percent (twice at most) or in JSON, in any case. */
export function without(text: string, values: readonly Known[]): string {
  let out = text;
  for (let i = 0; i < values.length; i++) {
    const { forms } = values[i] as Known;
    for (let j = 0; j < forms.length; j++) {
      const { form } = forms[j] as Form;
      const once = percent(form);
      const ways = list(percent(once), once, slice(quote(form), 1, -1), form);
      for (let k = 0; k < ways.length; k++) out = cut(out, ways[k] as string);
    }
  }
  return out;
}

function cut(text: string, part: string): string {
  const sought = lower(part);
  let lowered = lower(text);
  let out = text;
  for (let at = find(lowered, sought); part && at >= 0; at = find(lowered, sought, at)) {
    out = slice(out, 0, at) + slice(out, at + part.length);
    lowered = lower(out);
  }
  return out;
}
