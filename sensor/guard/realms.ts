/**
 * Fresh realms: frames and pop-ups of the site's own origin bring clean copies of the browser's
 * functions. They get the same shims before a script can take them: when a frame's window or
 * document is asked for, as a frame loads, when an insertion made frames, and from window.open.
 */
import { eachOf, planting, round } from "./planting.js";
import { countOf, documentIn, targetOf, viewOf } from "./nodes.js";
import { attempt } from "./natives.js";
import { isWaiting } from "./waiting.js";
import {
  free,
  getting,
  later,
  list,
  listen,
  own,
  weak,
  whileParsing,
  win,
  prototype,
} from "../src/natives.js";

type Win = Window & typeof globalThis;

/** Interface, how it is asked, by what name it gives a window or a document. */
const GIVING = `
HTMLIFrameElement get contentWindow contentDocument
HTMLFrameElement get contentWindow contentDocument
HTMLObjectElement get contentWindow contentDocument
HTMLIFrameElement value getSVGDocument
HTMLObjectElement value getSVGDocument
HTMLEmbedElement value getSVGDocument
MessageEvent get source`;
const unheard = free("Event", "stopImmediatePropagation");
const windowOf = list(
  getting("HTMLIFrameElement", "contentWindow"),
  getting("HTMLFrameElement", "contentWindow"),
  getting("HTMLObjectElement", "contentWindow"),
);

/** Puts `hooks` into this realm and every one of its origin that the page can reach from it. */
export function inEveryRealm(
  hooks: (there: Win) => void,
  hears: (there: Win, doc: unknown) => void,
): void {
  const done = weak<object, (doc: unknown) => void>();

  /** What is given may be a window or a document, of this origin or another. */
  const enter = (given: unknown): void => {
    const isWindow = own(given, "Document") !== undefined;
    const there = isWindow ? given : attempt(() => viewOf(given));
    const realm = own(there, "Document") as object | undefined;
    if (!realm) return;
    const known = done.get(realm);
    if (!known) {
      // the next document is there before its first script, and before what waits for it
      const left = (): void => {
        later(() => attempt(() => enter(there)), 0);
      };
      done.set(realm, (doc) => {
        listen(doc, "load", loaded, true);
        listen(there, "pagehide", left);
        hears(there as Win, doc);
      });
      hooks(there as Win);
      reach(there as Win);
    }
    // a realm may outlive its document, and a document its listeners
    done.get(realm)?.(documentIn(there));
  };

  const enterFrames = (there: unknown, had: number, opened: boolean): void => {
    const count = countOf(there);
    if (opened) enter(there);
    for (let i = 0; count !== had && i < count; i++) attempt(() => enter(own(there, i)));
  };

  // a frame without an address loads inside its insertion: this hears it before any other code
  const loaded = (event: unknown): void => {
    const target = attempt(() => targetOf(event));
    for (let i = 0; i < windowOf.length; i++) attempt(() => enter(windowOf[i]?.(target)));
    if (isWaiting(target)) unheard(event);
  };

  const reach = (there: Win): void => {
    eachOf(GIVING, (kind, name, part) => {
      round(prototype(there, kind), name, part, (go) => {
        const given = go();
        if (given) attempt(() => enter(given));
        return given;
      });
    });
    round(there, "open", "value", (go) => {
      const opened = go();
      attempt(() => enter(opened));
      later(() => attempt(() => enter(opened)), 0);
      return opened;
    });
    planting(there, enterFrames);
  };
  enter(win);
  let count = 0;
  whileParsing(() => {
    const had = count;
    count = countOf(win);
    attempt(() => enterFrames(win, had, true));
  });
}
