/**
 * Functions by which a document gets frames. Code that runs inside such a call (custom elements,
 * scripts in the same fragment) would meet a frame that has an address before the guard does: there
 * the address is set afterwards. The parser is given markup up to each frame at a time.
 */
import {
  type Args,
  bare,
  defineProperty,
  descriptor,
  apply,
  arg,
  find,
  type Fn,
  getting,
  list,
  lower,
  own,
  prototype,
  slice,
  weak,
  win,
} from "../src/natives.js";
import { split } from "./decide.pattern.js";
import { lastOf } from "./carrying.js";
import { hinted } from "./hints.js";
import { handed } from "./makers.js";
import { countOf, viewOf } from "./nodes.js";
import { attempt } from "./natives.js";
import { spoken } from "./replaced.js";
import { restyled } from "./styling.js";
import { claiming, hold, putting, unaddressed } from "./waiting.js";
import { veil } from "../src/wrap.js";

type Part = "get" | "set" | "value";

/** Interface, kind of property, names. `<`: takes markup. */
const PLANTING = `
Node value appendChild insertBefore replaceChild
Element value append prepend before after replaceWith replaceChildren insertAdjacentElement moveBefore
CharacterData value before after replaceWith
DocumentType value before after replaceWith
DocumentFragment value append prepend replaceChildren moveBefore
Document value append prepend replaceChildren moveBefore <write <writeln execCommand open
Range value insertNode surroundContents
Element value <insertAdjacentHTML <setHTMLUnsafe <setHTML
ShadowRoot value <setHTMLUnsafe <setHTML
Element set <innerHTML <outerHTML
ShadowRoot set <innerHTML
Document set body
HTMLTableElement set caption tHead tFoot`;

const documentOf = getting("Node", "ownerDocument");
const startOf = getting("Range", "commonAncestorContainer");
const write = own(win.Document.prototype, "write") as Fn;
/** Has something done round each call of a method, getter or setter (`part`). */
export function round(
  owner: object | undefined,
  name: string,
  part: string,
  work: (go: (args?: Args) => unknown, self: unknown, args: Args, shim: object) => unknown,
): void {
  const before = owner && descriptor(owner, name);
  const native = before?.[part as Part] as Fn | undefined;
  if (!owner || !before || !native) return;
  const shim: Fn = bare({
    call(this: unknown, ...args: unknown[]): unknown {
      return work((other) => apply(native, this, (other ?? args) as unknown[]), this, args, shim);
    },
  }).call;
  before[part as Part] = veil(shim, native) as never;
  defineProperty(owner, name, before);
}

/** Lines of an interface, a kind of property or another word, and names, each with the two before it. */
export function eachOf(
  lines: string,
  work: (kind: string, word: string, second: string) => void,
): void {
  const rows = split(lines, "\n");
  for (let i = 0; i < rows.length; i++) {
    const words = split(" " + (rows[i] as string), " ");
    for (let j = 2; j < words.length; j++)
      work(words[0] as string, words[j] as string, words[1] as string);
  }
}

/** Gives the parser markup up to the end of each frame at a time. */
function inPieces(text: string, write: (piece: string) => void): void {
  const small = lower(text);
  let start = 0;
  for (let at = find(small, "</iframe"); at >= 0; at = find(small, "</iframe", start + 1)) {
    write(slice(text, start, at));
    start = at;
  }
  write(slice(text, start));
}

const writes = (name: string): boolean => find(name, "write") === 0;
/** Whether as many frames may be there afterwards, but others. */
const replacing = (word: string): boolean =>
  word[0] === "<" || find(word, "replace") === 0 || find(word, "move") === 0;

const MOST_HELD = 4_000; // characters
const unfinished = weak<object, string>();
/** What is written, in one text; a tag that isn't at its end waits for the rest, as in the parser. */
function written(name: string, doc: object, args: Args): Args {
  let text = unfinished.get(doc) ?? "";
  for (let i = 0; i < args.length; i++) {
    if (typeof args[i] !== "string") return args;
    text += args[i] as string;
  }
  let end = text.length;
  if (name === "write") {
    const open = lastOf(text, "<")(end);
    const next = lower(slice(text, open + 1, open + 2)) || "a";
    const begins = find("abcdefghijklmnopqrstuvwxyz/!", next) >= 0;
    if (open >= 0 && begins && end - open < MOST_HELD && find(text, ">", open) < 0) end = open;
  }
  unfinished.set(doc, slice(text, end));
  return list(slice(text, 0, end));
}

/** Calls `enterFrames` with each window whose document may have got frames. */
export function planting(
  there: unknown,
  enterFrames: (view: unknown, had: number, opened: boolean) => void,
): void {
  const around =
    (name: string, replaces: boolean, markup: boolean) =>
    (on: (args?: Args) => unknown, self: unknown, first: Args, shim: object): unknown => {
      const at = +(name === "insertAdjacentHTML");
      const most = writes(name) || name === "execCommand" ? first.length : markup ? at + 1 : 0;
      const { texts, back } = spoken(first, at, most);
      let said = texts;
      if (writes(name)) said = written(name, self as object, said);
      const hints = markup || writes(name) ? hinted(name, said, shim) : said;
      const args = handed(hints, self as object, name === "execCommand");
      const go = (other?: Args): unknown => on(back(other ?? args));
      const doc =
        attempt(() => documentOf(self) ?? self) ?? attempt(() => documentOf(startOf(self)));
      const view = attempt(() => viewOf(doc));
      if (!view) return go();
      const had = replaces ? -1 : countOf(view);
      const opens = name === "open" || writes(name); // drops the document's listeners
      const work = (): unknown => {
        if (markup) {
          const marked = attempt(() => unaddressed(name, args));
          return marked ? claiming(self, marked, go) : go();
        }
        attempt(() => hold(args));
        restyled(args);
        const text = arg(args, 0);
        if (!writes(name) || typeof text !== "string" || back(args) !== args) return go();
        inPieces(name === "write" ? text : text + "\n", (piece) => {
          apply(write, self, [piece]);
          attempt(() => enterFrames(view, had, true));
        });
        return undefined;
      };
      return putting(work, () => enterFrames(view, had, opens));
    };
  eachOf(PLANTING, (kind, word, part) => {
    const name = word[0] === "<" ? slice(word, 1) : word;
    const markup = word !== name && !writes(name);
    round(prototype(there, kind), name, part, around(name, replacing(word), markup));
  });
}
