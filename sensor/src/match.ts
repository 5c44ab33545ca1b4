/**
 * Finds what was typed in what is sent, in the page: forward through percent, JSON, hex and base64,
 * depth by depth, as the scan's detector does. Says where and how, never the value.
 */
import { inner } from "./match.inner.js";
import { digested, type Form, type Known, small } from "./match.known.js";
import { standsAlone } from "./match.rules.js";
import { bare, find, list, now, slice } from "./natives.js";

const MOST_TIME = 8; // milliseconds
const MOST_AT_LEAST = 50_000; // characters
const PLACE = 50; // a place where a value may stand takes as long as so many characters

export type Place = "host" | "url-path" | "url-query" | "url-fragment" | "header" | "body";

/** A part of what is sent, or what is inside one. */
export interface Part {
  readonly text: string;
  readonly where: Place;
  /** Encodings it was in, outermost first, a space before each. */
  readonly chain: string;
}

/** A value that is in it, and the shortest way it is written there. */
export interface Found {
  readonly one: Known;
  readonly where: Place;
  readonly certainty: string;
  /** Outermost first, a space before each. */
  readonly encoding: string;
}

/** What was found, and whether all was read. */
export interface Result {
  readonly found: readonly Found[];
  readonly whole: boolean;
}

/** Searches the parts of one payload, and puts what is inside behind them; in so many milliseconds. */
export function search(layers: Part[], values: readonly Known[], milliseconds = MOST_TIME): Result {
  const found = list<Found>();
  const known: Record<string, true> = bare({});
  const until = now() + milliseconds;
  let whole = true;

  // a guard lets go what it has not read: so little is read however long a busy machine takes
  let read = GUARD ? 0 : MOST_AT_LEAST;
  const late = (more: number): boolean => {
    if (GUARD) read += more;
    if (read >= MOST_AT_LEAST && now() > until) whole = false;
    return !whole;
  };

  for (let i = 0; i < layers.length; i++) {
    const { text, where, chain } = layers[i] as Part;
    if (late(text.length)) break;

    /** Keeps the first way, since layers come depth by depth; digests beside what can be read. */
    const keep = (j: number, more: string, hash: boolean): void => {
      const encoding = chain + more;
      const key = j + where + hash;
      if (known[key]) return;
      known[key] = true;
      const certainty = hash ? "hash_match" : encoding ? "decoded" : "plain";
      const one = values[j] as Known;
      found[found.length] = { one, where, certainty: "observed_" + certainty, encoding };
    };

    const lowered = small(text);
    for (let j = 0; j < values.length; j++) {
      const one = values[j] as Known;
      for (let k = 0; k < one.forms.length; k++) {
        const { form, sought, more } = one.forms[k] as Form;
        let at = find(lowered, sought);
        for (; at >= 0 && !late(PLACE); at = find(lowered, sought, at + 1)) {
          if (standsAlone(one, form, text, at))
            keep(j, slice(chain, -8) === more ? "" : more, false);
        }
      }
    }
    inner(text, where === "url-path" && chain === "", (inside, encoding, bytes) => {
      if (inside) layers[layers.length] = { text: inside, where, chain: chain + encoding };
      const size = bytes?.length;
      if (size !== 16 && size !== 20 && size !== 32) return;
      for (let j = 0; j < values.length; j++) {
        const name = digested(values[j] as Known)[bytes as string];
        if (name) keep(j, (encoding === " hex" ? "" : encoding) + name, true);
      }
    });
  }
  return { found, whole };
}
