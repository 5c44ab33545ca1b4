/**
 * What a person typed on this page, in memory and nowhere else: the text of each field and the one
 * before it, with the kind of data that the field's own words say.
 */
import { isField } from "./field.js";
import { nameOf, textOf, wordsOf } from "./field.text.js";
import { digested, type Known, known, type Value } from "./match.lexicon.js";
import { shapeOf } from "./match.shape.js";
import { FIELDS, Shape, SHAPES } from "./match.tables.js";
import { at, has, isBig, isSmall, split, trimmed } from "./match.text.js";
import { free, later, list, lower, on, own, weak, win } from "./natives.js";
import { safely } from "./wrap.js";

const MOST_FIELDS = 40;
const SETTLED = 300; // milliseconds after the last key

/** A typed text with the kind of its field. */
export interface Typed extends Value {
  readonly kind: string;
}

interface Field {
  readonly kind: string;
  readonly shape: Shape;
  readonly key: string;
  text: string;
  /** The last text that was left in it. */
  left: string;
}

const pathOf = free(win.Event.prototype, "composedPath");

interface Sort {
  readonly words: readonly string[];
  readonly kind: string;
  readonly shape: Shape;
}
const sorts = list<Sort>();
const listed = split(FIELDS, ";");
for (let i = 0; i < listed.length; i++) {
  const said = split(listed[i] as string, "=");
  sorts[i] = {
    words: split(said[0] as string, ","),
    kind: said[1] as string,
    shape: SHAPES[+(said[2] as string)] as Shape,
  };
}

/** Words in lower case with a space round each: `firstName2` is ` first name `. */
function plainWords(text: string): string {
  let out = " ";
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (isBig(char) && isSmall(at(text, i - 1))) out += " ";
    if (isSmall(lower(char))) out += lower(char);
    else if (out[out.length - 1] !== " ") out += " ";
  }
  return out + " ";
}

/** What a field of these words holds. */
export function sortOf(texts: readonly string[]): { kind: string; shape: Shape } {
  for (let i = 0; i < texts.length; i++) {
    const text = plainWords(texts[i] as string);
    for (let j = 0; j < sorts.length; j++) {
      const sort = sorts[j] as Sort;
      for (let k = 0; k < sort.words.length; k++) {
        if (has(text, " " + (sort.words[k] as string) + " ")) return sort;
      }
    }
  }
  return { kind: "free_text", shape: Shape.TEXT };
}

/** Listens to what is typed from now on; gives what to search for. */
export function typed(): () => readonly Known<Typed>[] {
  const fields = list<Field>();
  const byNode = weak<object, Field>();
  let values = list<Known<Typed>>();
  let stale = false;
  let next = 0;
  let waiting = false;

  function fieldOf(node: object): Field {
    const old = byNode.get(node);
    if (old !== undefined) return old;
    const { kind, shape } = sortOf(wordsOf(node));
    const fresh: Field = { kind, shape, key: lower(nameOf(node)), text: "", left: "" };
    byNode.set(node, fresh);
    fields[next++ % MOST_FIELDS] = fresh;
    return fresh;
  }

  function take(event: Event, left: boolean): void {
    const node = own(pathOf(event), 0);
    const text = isField(node) ? textOf(node) : "";
    if (trimmed(text) === "") return;
    const field = fieldOf(node as object);
    stale = true;
    field.text = text;
    if (left) field.left = text;
    if (waiting) return;
    waiting = true;
    later(prepare, SETTLED);
  }

  /** Digests are made while nothing is sent, one value at a time. */
  function prepare(): void {
    waiting = safely(() => {
      const all = build();
      for (let i = 0; i < all.length; i++) {
        const one = all[i] as Known<Typed>;
        if (one.digests !== undefined) continue;
        digested(one);
        later(prepare, 0);
        return true;
      }
      return false;
    }, false);
  }

  function add(into: Known<Typed>[], { kind, shape, key }: Field, text: string): void {
    for (let i = 0; i < values.length; i++) {
      const old = values[i] as Known<Typed>;
      if (old.value.text === text && old.value.key === key) {
        into[into.length] = old;
        return;
      }
    }
    into[into.length] = known({ kind, shape: shapeOf(shape, text), key, text });
  }

  function build(): readonly Known<Typed>[] {
    if (!stale) return values;
    const all = list<Known<Typed>>();
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i] as Field;
      add(all, field, field.text);
      if (field.left !== "" && field.left !== field.text) add(all, field, field.left);
    }
    stale = false;
    return (values = all);
  }

  const hear = (type: string): void => {
    on(type, (event) => {
      safely(() => {
        take(event, type === "change");
      }, undefined);
    });
  };
  hear("input");
  hear("change");
  return build;
}
