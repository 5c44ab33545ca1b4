/**
 * Fresh realms: frames and pop-ups of the site's own origin bring clean copies of the browser's
 * functions. They get the same shims before a script can take them: when a frame's window or
 * document is asked for, as a frame loads, when an insertion made frames, and from window.open.
 */
import {
  apply,
  bare,
  defineProperty,
  descriptor,
  type Fn,
  getting,
  later,
  list,
  listen,
  own,
  weak,
  win,
} from "../src/natives.js";
import { veil } from "../src/wrap.js";

type Win = Window & typeof globalThis;

/** Interfaces and their methods by which a tree grows. */
const INSERTING = list<readonly [string, readonly string[]]>(
  ["Node", list("appendChild", "insertBefore", "replaceChild")],
  [
    "Element",
    list(
      "append",
      "prepend",
      "before",
      "after",
      "replaceWith",
      "replaceChildren",
      "insertAdjacentElement",
      "insertAdjacentHTML",
    ),
  ],
  ["DocumentFragment", list("append", "prepend", "replaceChildren")],
  ["Range", list("insertNode")],
  ["Document", list("write", "writeln")],
);
const FRAMES = list("HTMLIFrameElement", "HTMLObjectElement", "HTMLFrameElement");

const prototype = (there: unknown, name: string): object | undefined =>
  own(own(there, name), "prototype") as object | undefined;
const viewOf = getting(win.Document.prototype, "defaultView");
const targetOf = getting(win.Event.prototype, "target");
const windowOf = list<(element: unknown) => unknown>();
for (let i = 0; i < FRAMES.length; i++)
  windowOf[i] = getting(prototype(win, FRAMES[i] as string), "contentWindow");
const lengthOf = getting(win, "length") as (of: unknown) => number;

/** What breaks here must not break the page; each tap counts its own losses. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    return; // a realm of another origin
  }
}

/** Has something done with what a method or getter gave. */
function after(
  owner: object | undefined,
  name: string,
  part: "get" | "set" | "value",
  work: (got: unknown, had: number) => void,
): void {
  const before = owner && descriptor(owner, name);
  const native = before?.[part] as Fn | undefined;
  if (!owner || !before || !native) return;
  const shim = bare({
    call(this: unknown, ...args: unknown[]): unknown {
      const had = lengthOf(win);
      const got = apply(native, this, args);
      quietly(() => {
        work(got, had);
      });
      return got;
    },
  }).call;
  before[part] = veil(shim, native) as never;
  defineProperty(owner, name, before);
}

/** Puts `hooks` into this realm and every one of its origin that the page can reach from it. */
export function inEveryRealm(hooks: (there: Win) => void): void {
  const done = weak<object, true>();

  const enter = (there: unknown): void => {
    const realm = own(there, "Document") as object | undefined;
    if (!realm || done.get(realm)) return;
    done.set(realm, true);
    hooks(there as Win);
    reach(there as Win);
  };

  const enterFrames = (there: Win): void => {
    const count = lengthOf(there);
    for (let i = 0; i < count; i++)
      quietly(() => {
        enter(own(there, i));
      });
  };

  const reach = (there: Win): void => {
    for (let i = 0; i < FRAMES.length; i++) {
      const proto = prototype(there, FRAMES[i] as string);
      after(proto, "contentWindow", "get", enter);
      after(proto, "contentDocument", "get", (got) => {
        if (got) enter(viewOf(got));
      });
    }
    after(there, "open", "value", (opened) => {
      enter(opened);
      later(() => {
        quietly(() => {
          enter(opened);
        });
      }, 0);
    });
    const grown = (_got: unknown, had: number): void => {
      if (lengthOf(there) !== had) enterFrames(there);
    };
    for (let i = 0; i < INSERTING.length; i++) {
      const row = INSERTING[i] as readonly [string, readonly string[]];
      for (let j = 0; j < row[1].length; j++)
        after(prototype(there, row[0]), row[1][j] as string, "value", grown);
    }
    after(prototype(there, "Element"), "innerHTML", "set", grown);
    after(prototype(there, "Element"), "outerHTML", "set", grown);
    // a frame without an address loads inside its insertion: this hears it before any other code
    const loaded = (event: unknown): void => {
      quietly(() => {
        const target = targetOf(event);
        for (let i = 0; i < windowOf.length; i++)
          quietly(() => {
            enter(windowOf[i]?.(target));
          });
      });
    };
    listen(own(there, "document"), "load", loaded, true);
  };
  enter(win);
}
