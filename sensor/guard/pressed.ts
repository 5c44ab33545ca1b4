/**
 * Keys as a person presses them (UI Events §4.6), for code that keeps them itself and leaves the field
 * empty, or has none; and what is typed in frames of the site's own origin.
 */
import { wordsOf } from "../src/field.text.js";
import { known, type Known, shapeOf } from "../src/match.known.js";
import { bare, find, getting, list, listen, on, own, pathOf, slice } from "../src/natives.js";
import { safely } from "../src/wrap.js";
import { trusted } from "./nodes.js";

const MOST = 20; // runs of keys
const SHORTEST = 6; // letters
const LONGEST = 200;
const keyOf = getting("KeyboardEvent", "key");

type Work = (event: Event) => void;
const types = list<string>();
const works = list<Work>();

/** Calls back on an event of the window, and of each that `hearIn` is told of. */
export function hear(type: string, work: Work): void {
  types[types.length] = type;
  works[works.length] = work;
  on(type, work);
}

/** Hears a window as well, or again where its document has dropped its listeners. */
export function hearIn(there: unknown): void {
  for (let i = 0; i < works.length; i++) listen(there, types[i], works[i], true);
}

interface Run {
  readonly words: string;
  text: string;
  made?: Known;
}

/** What is known, with the runs of keys that no field holds. */
export function withKeys(typed: () => readonly Known[]): () => readonly Known[] {
  const runs = list<Run>();
  let next = 0;
  let last: unknown;
  let run: Run;
  hear("keydown", (event) => {
    safely(() => {
      if (!trusted(event)) return;
      const key = keyOf(event) as string;
      const node = own(pathOf(event), 0);
      if (node !== last || key === "Enter") {
        last = node;
        runs[next++ % MOST] = run = bare<Run>({ words: wordsOf(node), text: "" });
      }
      if (key === "Backspace") run.text = slice(run.text, 0, -1);
      else if (key.length === 1 && run.text.length < LONGEST) run.text += key;
    });
  });
  return () => {
    const all = list<Known>();
    const fields = typed();
    for (let i = 0; i < fields.length; i++) all[i] = fields[i] as Known;
    for (let i = 0; i < runs.length; i++) {
      const { text, words, made } = runs[i] as Run;
      let isHeld = text.length < SHORTEST;
      for (let j = 0; j < fields.length; j++)
        if (find((fields[j] as Known).text, text) >= 0) isHeld = true;
      if (!isHeld)
        all[all.length] = (runs[i] as Run).made =
          made?.text === text ? made : known(shapeOf(text), "", text, words);
    }
    return all;
  };
}
