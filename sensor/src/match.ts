/**
 * Finds what was typed in what is sent, in the page: forward through percent, JSON, hex and base64,
 * one search over all layers of a depth, as the scan's detector does. Says where and how, never the
 * value.
 */
import { inner } from "./match.inner.js";
import type { Taker } from "./match.tokens.js";
import { digested, keyOf, type Known, type Pattern } from "./match.lexicon.js";
import { isBehindKey, standsAlone } from "./match.rules.js";
import { ticked } from "./natives.bytes.js";
import { find, list, lower, slice } from "./natives.js";

const DEEPEST = 9;
const MOST_READ = 300_000; // bytes of all layers of one payload
const MOST_LAYERS = 2_000;
const MOST_TIME = 8; // milliseconds
const HASH = "observed_hash_match";
const PARTIAL = "observed_partial";

export type Place = "host" | "url-path" | "url-query" | "url-fragment" | "header" | "body";

/** A part of what is sent: bytes, a character each. */
export interface Part {
  readonly text: string;
  readonly where: Place;
}

interface Layer extends Part {
  readonly chain: readonly string[];
}

/** A value that is in it, and the shortest way it is written there. */
export interface Found<K extends Known = Known> {
  readonly one: K;
  readonly where: Place;
  readonly certainty: string;
  /** Outermost first. */
  readonly encoding: readonly string[];
}

/** What was found, and whether all was read. */
export interface Result<K extends Known = Known> {
  readonly found: readonly Found<K>[];
  readonly whole: boolean;
}

function plus(chain: readonly string[], more: readonly string[]): readonly string[] {
  const out = list<string>();
  for (let i = 0; i < chain.length; i++) out[i] = chain[i] as string;
  for (let i = 0; i < more.length; i++) out[out.length] = more[i] as string;
  return out;
}

/** Searches the parts of one payload for values, for so many milliseconds at most. */
export function search<K extends Known>(
  parts: readonly Part[],
  values: readonly K[],
  milliseconds = MOST_TIME,
): Result<K> {
  const found = list<Found<K>>();
  const until = ticked() + milliseconds;
  let front = list<Layer>();
  let left = MOST_READ;
  let layers = MOST_LAYERS;
  let whole = true;

  function queue(to: Layer[], text: string, where: Place, chain: readonly string[]): void {
    if (text.length < 2) return; // no value is shorter
    left -= text.length;
    if (left < 0 || --layers < 0 || chain.length > DEEPEST) whole = false;
    else to[to.length] = { text, where, chain };
  }

  function late(): boolean {
    if (ticked() > until) whole = false;
    return !whole;
  }

  /** Keeps the shortest way that is whole; digests beside what can be read. */
  function keep(one: K, { where, chain }: Layer, more: readonly string[], said: string): void {
    const encoding = plus(chain, more);
    const certainty = said || (encoding.length > 0 ? "observed_decoded" : "observed_plain");
    let i = 0;
    for (; i < found.length; i++) {
      const other = found[i] as Found<K>;
      const apart = other.one !== one || other.where !== where;
      if (apart || (other.certainty === HASH) !== (said === HASH)) continue;
      const worse = +(said === PARTIAL) - +(other.certainty === PARTIAL);
      if (worse > 0 || (worse === 0 && other.encoding.length <= encoding.length)) return;
      break;
    }
    found[i] = { one, where, certainty, encoding };
  }

  function judge(one: K, pattern: Pattern, layer: Layer, start: number): void {
    const { form, rule, encoding, keyed, partial } = pattern;
    const { text, where, chain } = layer;
    const end = start + pattern.small.length;
    const spaced = where === "url-query" && chain.length === 0;
    const stands = keyed
      ? isBehindKey(text, start, end, form)
      : standsAlone(rule, form, text, start, end, spaced);
    if (!stands) return;
    const again = encoding === "percent" && chain[chain.length - 1] === encoding;
    keep(one, layer, encoding === "" || again ? list() : list(encoding), partial ? PARTIAL : "");
  }

  /** Looks for every pattern in all layers at once. */
  function read(): void {
    let joined = "";
    for (let i = 0; i < front.length; i++) joined += (front[i] as Layer).text + "\0";
    joined = lower(joined);
    for (let i = 0; i < values.length; i++) {
      const one = values[i] as K;
      for (let j = 0; j < one.patterns.length; j++) {
        const pattern = one.patterns[j] as Pattern;
        let from = 0; // where the layer begins in which it stands
        let k = 0;
        let start = find(joined, pattern.small);
        for (let n = 1; start >= 0; n++) {
          while (start > from + (front[k] as Layer).text.length)
            from += (front[k++] as Layer).text.length + 1;
          judge(one, pattern, front[k] as Layer, start - from);
          if (n % 64 === 0 && late()) return;
          start = find(joined, pattern.small, start + 1);
        }
      }
    }
  }

  for (let i = 0; i < parts.length; i++) {
    const { text, where } = parts[i] as Part;
    queue(front, text, where, list());
  }
  while (front.length > 0) {
    read();
    const deeper = list<Layer>();
    for (let i = 0; i < front.length && !late(); i++) {
      const layer = front[i] as Layer;
      const { text, where, chain } = layer;
      const take: Taker = {
        late,
        layer(inside, encoding) {
          queue(deeper, inside, where, plus(chain, list(encoding)));
        },
        digest(raw, encoding) {
          let hit = false;
          for (let j = 0; j < values.length; j++) {
            const one = values[j] as K;
            const made = digested(one)[keyOf(raw)];
            if (made === undefined || slice(made.raw, 0, raw.length) !== raw) continue;
            keep(one, layer, plus(encoding === "" ? list() : list(encoding), made.chain), HASH);
            hit = true;
          }
          return hit;
        },
      };
      inner(text, where === "url-path" && chain.length === 0, take);
    }
    front = deeper;
  }
  return { found, whole };
}
