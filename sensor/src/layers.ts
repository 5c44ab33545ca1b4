/**
 * Two shims round one function: an outer one that every caller meets and an inner one next to the
 * browser. Monitors wrap `fetch` and XHR; a single shim would name the monitor for the page's
 * sends, or miss what the monitor sends itself. The property becomes an accessor: whatever is
 * assigned to it stays between the two. Calls are joined by a key (address, or the object itself),
 * first on the stack, then among the calls that have not come through yet.
 */
import { room } from "../guard/room.js";
import {
  apply,
  type Args,
  bare,
  defineProperty,
  descriptor,
  type Fn,
  list,
  now,
  setPrototypeOf,
  weak,
  whileParsing,
} from "./natives.js";
import { named } from "../guard/naming.js";
import { journal, type Entry } from "./journal.js";
import type { Caller } from "./vocabulary.js";
import type { Sent, Watch } from "./watch.js";
import { gated } from "../guard/given.js";
import { settled } from "../guard/settling.js";
import { type Owner, pose, safely, veil } from "./wrap.js";

/** A call with what it can be known by again. */
export interface Keyed extends Sent {
  readonly key: unknown;
}
export type KeyedLook = (self: unknown, args: Args) => Keyed;

/** A stack without the wrapper on its top, which a call met before us; whole if it is alone. */
function belowTop(stack: readonly Caller[]): readonly Caller[] {
  const top = stack.length > 0 ? stack[0] : undefined;
  const rest = list<Caller>();
  for (let i = 0; i < stack.length; i++) {
    const frame = stack[i] as Caller;
    if (rest.length > 0 || frame.u !== top?.u || frame.h !== top.h) rest[rest.length] = frame;
  }
  return rest.length > 0 ? rest : stack;
}

/** Looks at calls of `owner[name]` from outside and inside of whatever the page puts round it. */
export function layered(owner: Owner, name: string, look: KeyedLook, watch: Watch): void {
  const before = owner && descriptor(owner, name);
  // a monitor that came first, as a scan's sensor does, may have left an accessor
  const found: unknown =
    GUARD && owner && before?.get ? apply(before.get, owner, []) : before?.value;
  if (!owner || !before || typeof found !== "function") return;
  const native = found as Fn;
  const outers = weak<object, Fn>();
  const insides = weak<object, unknown>();
  const calls = journal();

  const inner: Fn = bare({
    call(this: unknown, ...args: unknown[]): unknown {
      if (GUARD) {
        const said = settled(name, args);
        let given: Args | undefined = said;
        room();
        safely(() => {
          heal();
          const seen = look(this, said);
          const stack = calls.take(seen.key)?.stack ?? watch.stack(inner);
          given = gated(seen, stack, said, watch);
        });
        try {
          return apply(native, this, given as unknown[]);
        } catch (error) {
          throw named(error);
        }
      }
      const task = safely(() => {
        heal();
        const seen = look(this, args);
        const entry = calls.take(seen.key);
        return watch.sent(
          seen,
          entry?.stack ?? watch.stack(inner),
          SCAN && entry?.wrapped === true,
        );
      }, "");
      return !SCAN || task === "" || !watch.run
        ? apply(native, this, args)
        : watch.run(task, native, this, args);
    },
  }).call;
  let current: unknown = inner;

  function outerOf(fn: unknown): unknown {
    if (typeof fn !== "function") return fn;
    return outers.get(fn) ?? made(fn as Fn);
  }

  function made(fn: Fn): Fn {
    const outer: Fn = bare({
      call(this: unknown, ...args: unknown[]): unknown {
        const entry = safely(() => entered(look(this, args).key, fn, outer));
        if (entry === undefined) return apply(fn, this, args);
        try {
          return apply(fn, this, args);
        } finally {
          safely(() => {
            calls.leave(entry);
          });
        }
      },
    }).call;
    const shown = veil(outer, fn === inner ? native : fn);
    if (!SCAN && fn !== inner) setPrototypeOf(outer, fn); // marks that a wrapper left on it show
    outers.set(fn, shown);
    outers.set(shown, shown);
    insides.set(shown, fn);
    return shown;
  }

  /** A call's entry; none for one that is only passed on by a wrapper. */
  function entered(key: unknown, fn: Fn, outer: Fn): Entry | undefined {
    const displaced = heal();
    if (calls.isOnStack(key) || (fn !== current && calls.isPending(key))) return undefined;
    const seen = watch.stack(outer);
    const stack = displaced ? belowTop(seen) : seen;
    const wrapped = SCAN && (fn !== inner || stack !== seen);
    const entry = bare(
      SCAN
        ? { key, stack, wrapped, at: now(), used: false }
        : ({ key, stack, used: false } as Entry),
    );
    calls.enter(entry);
    return entry;
  }

  const inside = (value: unknown): unknown =>
    typeof value === "function" ? (insides.get(value) ?? value) : value;

  const { enumerable = true, configurable = true } = before;
  const accessor: PropertyDescriptor = bare({
    get(): unknown {
      return outerOf(current);
    },
    set(this: unknown, value: unknown): void {
      if (SCAN) safely(() => watch.wraps?.(name, watch.stack(accessor.set as Fn)));
      if (this === owner || this === undefined) current = inside(value);
      else {
        const plain = { writable: true, enumerable: true, configurable: true };
        defineProperty(this as object, name, bare({ value: outerOf(inside(value)), ...plain }));
      }
    },
    enumerable,
    configurable,
  });

  /** Puts the accessor back where a wrapper has thrown it away, round what it put there. */
  function heal(): boolean {
    const found = descriptor(owner as object, name);
    if (found === undefined || found.get === accessor.get) return false;
    if (found.configurable !== true || typeof found.value !== "function") return false;
    current = inside(found.value);
    return defineProperty(owner as object, name, accessor);
  }

  const posed = (what: string) => () => "function " + what + " " + name + "() { [native code] }";
  pose(accessor.get as Fn, "get " + name, 0, posed("get"));
  pose(accessor.set as Fn, "set " + name, 1, posed("set"));
  defineProperty(owner, name, accessor);
  whileParsing(() => {
    safely(heal, false);
  });
}
