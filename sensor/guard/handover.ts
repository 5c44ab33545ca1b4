/**
 * What a script keeps of what was typed, for a later page of the same tab: in a store, a cookie, `name` or
 * the next address. As a page goes away it is noted where it stands, never the text; the next page reads
 * it there. Sources: HTML §12.2 (web storage), §7.3.1 (names), RFC 6265 §5.4.
 */
import { matched, parse, swap, unpacked } from "../src/natives.bytes.js";
import {
  address,
  find,
  free,
  getting,
  list,
  lower,
  on,
  own,
  quote,
  slice,
  win,
} from "../src/natives.js";
import { trimmed } from "../src/match.forms.js";
import { known, type Known, shapeOf } from "../src/match.known.js";
import { safely } from "../src/wrap.js";
import { attempt, component } from "./natives.js";

const NOTES = "scriptward-kept";
const MOST_KEYS = 200;
const MOST_NOTES = 40;
const LONGEST = 20_000; // characters of one
const SHORTEST = 4;

const getItem = free("Storage", "getItem");
const setItem = free("Storage", "setItem");
const removeItem = free("Storage", "removeItem");
const keyAt = free("Storage", "key");
const cookieOf = getting("Document", "cookie");
const store = (name: string): unknown => attempt(() => getting(win, name)(win));

let next = "";
/** Remembers where the page is going. */
export const goes = (url: string): void => void (next = url);

type Each = (place: string, key: string, text: string) => void;
/** Each text that a script could keep something in. */
function eachText(url: string, take: Each): void {
  const give = (place: string, key: string, said: unknown): void => {
    if (typeof said === "string" && said.length < LONGEST) take(place, key, said);
  };
  for (let i = 0; i < 2; i++) {
    const name = i ? "localStorage" : "sessionStorage";
    const all = store(name);
    for (let j = 0; all && j < MOST_KEYS; j++) {
      const key = keyAt(all, j) as string | null;
      if (key === null) break;
      if (key !== NOTES) give(name, key, getItem(all, key));
    }
  }
  give(
    "cookie",
    "",
    attempt(() => cookieOf(win.document)),
  );
  give(
    "name",
    "",
    attempt(() => getting(win, "name")(win)),
  );
  give("url", "", url);
}

/** The text, and what is in it in percent and base64. */
function readings(said: string): string[] {
  const all = list(said, component(said));
  swap(/[\w+/-]{6,}={0,2}/g, all[1] as string, ({ 0: token }) => {
    const inside = attempt(() => unpacked(swap(/[-_]/g, token, (c) => (c[0] === "-" ? "+" : "/"))));
    if (inside && !matched(/[^\t-~]/, inside)) all[all.length] = inside;
  });
  return all;
}

/** Notes where something known stands. */
function noted(values: readonly Known[]): void {
  const notes = list<string>();
  if (values.length)
    eachText(next, (place, key, said) => {
      const all = readings(said);
      for (let i = 0; i < all.length; i++) {
        const small = lower(all[i] as string);
        for (let j = 0; j < values.length && notes.length < MOST_NOTES; j++) {
          const { text, words } = values[j] as Known;
          const sought = lower(trimmed(text));
          const at = sought.length < SHORTEST ? -1 : find(small, sought);
          if (at >= 0)
            notes[notes.length] = quote(
              list<unknown>(place, key, i, at, sought.length, words) as never,
            );
        }
      }
    });
  let all = "";
  for (let i = 0; i < notes.length; i++) all += (i ? "," : "") + (notes[i] as string);
  const into = store("sessionStorage");
  if (all) setItem(into, NOTES, "[" + all + "]");
  else removeItem(into, NOTES);
}

/** What was noted on the page before, as it stands there now. */
function found(): Known[] {
  const out = list<Known>();
  const said = attempt(() => getItem(store("sessionStorage"), NOTES));
  if (typeof said !== "string") return out;
  const notes = attempt(() => parse(said));
  eachText(address(), (place, key, text) => {
    let all: string[] | undefined;
    for (let i = 0, note = own(notes, i); note && i < MOST_NOTES; note = own(notes, ++i)) {
      if (own(note, 0) !== place || own(note, 1) !== key) continue;
      const inside = (all ??= readings(text))[own(note, 2) as number] ?? "";
      const at = own(note, 3) as number;
      const value = slice(inside, at, at + (own(note, 4) as number));
      let had = value.length < SHORTEST;
      for (let j = 0; j < out.length; j++) if (out[j]?.text === value) had = true;
      if (!had) out[out.length] = known(shapeOf(value), "", value, own(note, 5) as string);
    }
  });
  return out;
}

/** What is known, with what the page before has left. */
export function withKept(typed: () => readonly Known[]): () => readonly Known[] {
  const kept = attempt(found) ?? list<Known>();
  const all = (): readonly Known[] => {
    const values = typed();
    if (!kept.length) return values;
    const out = list<Known>();
    for (let i = 0; i < values.length; i++) out[i] = values[i] as Known;
    for (let i = 0; i < kept.length; i++) out[out.length] = kept[i] as Known;
    return out;
  };
  on("pagehide", () => {
    safely(() => {
      noted(all());
    });
  });
  return all;
}
