/**
 * Code that runs inside an insertion (custom elements, scripts in the same fragment) would meet a frame
 * that has an address before the guard does: there the address is set when the insertion is done. What
 * such code meets until then is the frame's empty document, which is entered as it loads.
 */
import {
  type Args,
  apply,
  arg,
  bare,
  descriptor,
  find,
  type Fn,
  free,
  getting,
  list,
  lower,
  tagOf,
  win,
} from "../src/natives.js";
import { createElement, nodeType, setAttribute } from "./nodes.js";
import { attempt } from "./natives.js";
import { replaced } from "./replaced.js";
import { attributeOf as getAttribute } from "../src/field.js";

const HELD = "data-held";
const ADDRESSED = "iframe[src],iframe[srcdoc]";
const firstChild = getting("Node", "firstChild");
const element = win.Element.prototype;
const finder = (proto: object) => free(proto, "querySelectorAll");
const inElement = finder(element);
const inFragment = finder(win.DocumentFragment.prototype);
export const inDocument = finder(win.Document.prototype);
export const listLength = getting("NodeList", "length") as (nodes: unknown) => number;
export const item = free("NodeList", "item");
export const contentOf = getting("HTMLTemplateElement", "content");
export const markupOf = getting(element, "innerHTML");
export const setMarkup = setting(element, "innerHTML");
const rootOf = free("Node", "getRootNode");
const removeAttribute = free(element, "removeAttribute");

/** A setter as a function of its object. */
function setting(owner: object, name: string) {
  const set = descriptor(owner, name)?.set as Fn;
  return (self: unknown, value: unknown): void => void apply(set, self, [value]);
}

/** What a selector finds below a node; exceptions cost much, so the kind of node is asked first. */
export function every(within: unknown, selector: string): unknown {
  const kind = nodeType(within);
  if (kind === 1) return inElement(within, selector);
  return kind === 11 ? inFragment(within, selector) : inDocument(within, selector);
}

export interface Held {
  readonly frame: unknown;
  /** Of the frame among those of one call. */
  readonly place: number;
  readonly name: string;
  readonly value: unknown;
}

/** Frames whose address waits: their first, empty document is none of the page's. */
const NONE = list<Held>();
let waiting = NONE;
/** Does something that may put frames in; addresses that waited are set at its end, after `entering`. */
export function putting(work: () => unknown, entering: () => void): unknown {
  const outer = waiting;
  waiting = NONE;
  try {
    return work();
  } finally {
    attempt(entering);
    const held = waiting;
    waiting = outer;
    for (let i = 0; i < held.length; i++) {
      const { frame, name, value } = held[i] as Held;
      setAttribute(frame, name, value);
    }
  }
}

/** Whether a frame's `load` is only that of its empty document. */
export function isWaiting(frame: unknown): boolean {
  for (let i = 0; i < waiting.length; i++) if (waiting[i]?.frame === frame) return true;
  return attempt(() => getAttribute(frame, HELD) ?? undefined) !== undefined;
}

/** Whether code may run as this tree is put into a document. */
function isLively(tree: unknown): boolean {
  if (listLength(every(tree, "script,iframe:not([src]):not([srcdoc])"))) return true;
  const all = every(tree, "*");
  for (let i = listLength(all) - 1; i >= 0; i--)
    if (find(tagOf(item(all, i)), "-") > 0) return true;
  return find(attempt(() => tagOf(tree)) ?? "", "-") > 0;
}

/** Takes the addresses of frames out of what is put in, where code would run before us. */
export function hold(args: Args): void {
  for (let i = 0; i < args.length; i++) {
    const tree = args[i];
    if (typeof tree !== "object" || !attempt(() => firstChild(tree))) continue;
    const frames = every(tree, ADDRESSED);
    const count = frames ? listLength(frames) : 0;
    if (!count || !isLively(tree)) continue;
    if (waiting === NONE) waiting = list();
    for (let j = 0; j < count; j++) strip(item(frames, j), waiting);
  }
}

/** Takes a frame's addresses away into a list. */
function strip(frame: unknown, into: Held[]): void {
  const place = into.length ? (into[into.length - 1] as Held).place + 1 : 0;
  for (let k = 0; k < 2; k++) {
    const name = k ? "srcdoc" : "src";
    const value = getAttribute(frame, name);
    if (value === null) continue;
    into[into.length] = bare({ frame, place, name, value });
    // an empty src is as none, and keeps its place among the attributes
    if (k) removeAttribute(frame, name);
    else setAttribute(frame, name, "");
  }
}

interface Marked {
  readonly args: Args;
  readonly values: readonly Held[];
}

/** Markup whose frames have no address yet, where code would run before us; and the addresses. */
export function unaddressed(name: string, args: Args): Marked | undefined {
  const at = name === "insertAdjacentHTML" ? 1 : 0;
  const said = arg(args, at);
  if (typeof said !== "string" || find(lower(said), "<iframe") < 0) return undefined;
  const box = createElement(win.document, "template");
  setMarkup(box, said);
  const frames = every(contentOf(box), ADDRESSED);
  const count = listLength(frames);
  if (!count || !isLively(contentOf(box))) return undefined;
  const values = list<Held>();
  for (let i = 0; i < count; i++) {
    strip(item(frames, i), values);
    setAttribute(item(frames, i), HELD, "" + i);
  }
  return { args: replaced(args, at, markupOf(box)), values };
}

/** Sets marked markup, and finds the frames that were made of it, as ones that wait. */
export function claiming(
  self: unknown,
  { args, values }: Marked,
  go: (args: Args) => unknown,
): unknown {
  const top = rootOf(self);
  const got = go(args);
  const frames = every(top, "iframe[" + HELD + "]");
  for (let i = listLength(frames) - 1; i >= 0; i--) {
    const frame = item(frames, i);
    const number = getAttribute(frame, HELD);
    removeAttribute(frame, HELD);
    for (let j = 0; j < values.length; j++) {
      const { place, name, value } = values[j] as Held;
      if (waiting === NONE) waiting = list();
      if ("" + place === number) waiting[waiting.length] = bare({ frame, place, name, value });
    }
  }
  return got;
}
