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
  const fields = list<Field>();
  let next = 0;

  const byNode = weak<object, Field>();

  /** Asks no expression: the page's own code may have made the event. */
  const hear = (type: string): void => {
    on(type, (event) => {
      safely(() => {
        const node = own(pathOf(event), 0) as object;
        const text = isField(node) ? textOf(node) : "";
        if (text === "") return;
        let field = byNode.get(node);
        if (field === undefined) {
          field = { words: wordsOf(node), key: lower(nameOf(node)), text };
          byNode.set(node, field);
          fields[next++ % MOST_FIELDS] = field;
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
      const field = fields[i] as Field;
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
