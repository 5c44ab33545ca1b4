/** The matcher as the live bundle has it, open to tests: one case in, what was found out. */
import { digest } from "../src/match.hash.js";
import { digested, known, type Known, shapeOf } from "../src/match.known.js";
import { search } from "../src/match.js";
import type { Shape } from "../src/match.tables.js";
import { utf8 } from "../src/natives.bytes.js";
import { addAddress, addBody, addHeaders, type Payload } from "../src/payload.js";

interface Case {
  readonly values: readonly { shape: Shape; key: string; text: string }[];
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: unknown;
}

/** Values as they are looked for. */
export const learned = (values: Case["values"]): Known[] =>
  values.map(({ shape, key, text }) => known(shape, key, text));

/** Digests, made before they are asked for. */
export const prepared = (all: Known[]): Known[] => {
  for (const one of all) digested(one);
  return all;
};

/** `[value's index, where, certainty, encodings]` of all that is found, and whether all was read. */
export function matched(one: Case, values = learned(one.values), milliseconds?: number) {
  const payload: Payload = { parts: [], whole: true };
  addAddress(payload, one.url);
  addHeaders(payload, one.headers);
  addBody(payload, one.body);
  const { found, whole } = search(payload.parts, values, milliseconds);
  return {
    whole: whole && payload.whole,
    found: Array.from(found, ({ one: it, where, certainty, encoding }) => [
      values.indexOf(it),
      where,
      certainty,
      encoding.split(" ").slice(1),
    ]),
  };
}

/** All cases of one person, each read to its end however slow the machine is. */
export const everyMatch = (values: Case["values"], cases: readonly Case[]) => {
  const ready = prepared(learned(values));
  return cases.map((one) => matched(one, ready, 60_000));
};

/** Number of each text's shape. */
export const shapes = (all: readonly string[]) => all.map(shapeOf);

/** Digests of a text in hex, by name. */
export const digests = (text: string) =>
  Object.fromEntries(
    Object.entries({ md5: 4, sha1: 5, sha256: 8 }).map(([name, kind]) => [
      name,
      Array.from(digest(utf8(text), kind), (c) =>
        c.charCodeAt(0).toString(16).padStart(2, "0"),
      ).join(""),
    ]),
  );
