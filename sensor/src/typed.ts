/**
 * What a person typed on this page, in memory and nowhere else: the text of each field, with the
 * field's own words.
 */
import { isField } from "./field.js";
import { nameOf, textOf, wordsOf } from "./field.text.js";
import { trimmed } from "./match.forms.js";
import { type Known, known, shapeOf } from "./match.known.js";
import { Shape } from "./match.tables.js";
import { test } from "./natives.bytes.js";
import { list, lower, on, own, pathOf, weak } from "./natives.js";
import { trusted } from "../guard/nodes.js";
import { hear as hearAll } from "../guard/pressed.js";
import { safely } from "./wrap.js";

const MOST_FIELDS = 40;

interface Field {
  readonly words: string;
  readonly key: string;
  text: string;
  made?: Known;
}

/** Listens to what is typed from now on; gives what to search for. */
export function typed(): () => readonly Known[] {
  const fields = list<Field | undefined>();
  /** What a person did is not pushed out by what the page's code does. */
  const byNode = list(weak<object, Field>(), weak<object, Field>());
  const next = list(0, 0);

  /** Asks no expression: the page's own code may have made the event. */
  const hear = (type: string): void => {
    (GUARD ? hearAll : on)(type, (event) => {
      safely(() => {
        const node = own(pathOf(event), 0) as object;
        const text = isField(node) ? textOf(node) : "";
        if (text === "") return;
        const sure = GUARD && trusted(event) ? 1 : 0;
        let field = byNode[sure]?.get(node);
        if (field === undefined) {
          field = { words: wordsOf(node), key: lower(nameOf(node)), text };
          byNode[sure]?.set(node, field);
          const at = (next[sure] ?? 0) % MOST_FIELDS;
          next[sure] = at + 1;
          fields[sure * MOST_FIELDS + at] = field;
        }
        field.text = text;
      });
    });
  };
  hear("input");
  hear("change"); // a browser that fills in a form says no more
  return () => {
    const all = list<Known>();
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i];
      if (field === undefined) continue;
      const { text, key, words } = field;
      if (trimmed(text) === "") continue;
      if (field.made?.text !== text) {
        const shape = test(/password/, words) ? Shape.SECRET : shapeOf(trimmed(text));
        field.made = known(shape, key, text, words);
      }
      all[all.length] = field.made;
    }
    return all;
  };
}
