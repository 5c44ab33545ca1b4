/**
 * Puts a look-on in front of a browser function. The one place that swallows errors: a broken tap
 * must not break the page, so it counts the loss and the channel reports it.
 */
import {
  absolute,
  apply,
  arg,
  type Args,
  bare,
  construct,
  defineProperty,
  descriptor,
  type Fn,
  getProperty,
  NONE,
  own,
  ProxyOf,
  sourceOf,
  text,
} from "./natives.js";
import { judged } from "../guard/given.js";
import { settled } from "../guard/settling.js";
import { disguise, pose } from "./pose.js";
import type { Sent, Watch } from "./watch.js";

export { disguise, pose };

/** What a tap sees of a call; undefined for calls that neither send nor load. */
export type Look = (self: unknown, args: Args, shim: object) => Sent | undefined;
/** Whether a call is worth a look; must be quick, and must not throw. */
export type Due = (args: Args) => boolean;
export type Owner = object | undefined;

/** Sees the address in a call's first argument. */
export const addressed =
  (api: string): Look =>
  (_self, args) => ({ api, url: absolute(text(arg(args, 0))) });

let busy = false;
let broken = 0;

/** Runs our own code: what it throws stays here, and what it calls is not recorded. */
export function safely<T>(work: () => T): T | undefined;
export function safely<T>(work: () => T, otherwise: T): T;
export function safely<T>(work: () => T, otherwise?: T): T | undefined {
  if (busy) return otherwise;
  busy = true;
  try {
    return work();
  } catch {
    broken += 1;
    return otherwise;
  } finally {
    busy = false;
  }
}

/** How many looks broke since the last asking. */
export function brokenSince(): number {
  const n = broken;
  broken = 0;
  return n;
}

/**
 * What a page meets in place of `like`, whose calls go to `shim`. In a scan it is a proxy: only that
 * answers as native code to another realm's `Function.prototype.toString`, which scripts that keep
 * still where they are watched ask. Live it is the shim itself, which costs less.
 */
export function veil(shim: Fn, like: Fn): Fn {
  if (!SCAN) return disguise(shim, like);
  const said = bare({
    toString(): string {
      return sourceOf(like);
    },
  }).toString;
  pose(said, "toString", 0, () => "function toString() { [native code] }");
  const handler: ProxyHandler<Fn> = bare({
    apply: (_target: Fn, self: unknown, args: unknown[]): unknown => apply(shim, self, args),
    get: (target: Fn, name: PropertyKey, self: unknown): unknown =>
      name === "toString" && descriptor(target, name) === undefined
        ? said
        : getProperty(target, name, self),
  });
  return new ProxyOf(like, handler);
}

const always = (): boolean => true;
/** In the guard: name of the function that is shimmed next. */
let naming = "";

/** A function that looks at each call, or those that are `due`, and passes it on unchanged. */
export function shimOf(native: Fn, look: Look, watch: Watch, due: Due = always): Fn {
  const name = GUARD ? naming : "";
  const shim: Fn = bare({
    call(this: unknown, ...args: unknown[]): unknown {
      const said = GUARD ? settled(name, args) : args;
      if (!due(said)) return apply(native, this, said as unknown[]);
      if (GUARD) {
        const given = judged(look, this, said, shim, watch);
        return given ? apply(native, this, given) : name === "open" ? null : undefined;
      }
      const task = safely(() => {
        const seen = look(this, args, shim);
        return seen === undefined ? "" : watch.sent(seen, watch.stack(shim), false);
      }, "");
      return !SCAN || task === "" || !watch.run
        ? apply(native, this, args)
        : watch.run(task, native, this, args);
    },
  }).call;
  return veil(shim, native);
}

/** Looks at calls of a method. */
export function method(owner: Owner, name: string, look: Look, watch: Watch, due?: Due): void {
  const before = owner && descriptor(owner, name);
  if (!owner || typeof before?.value !== "function") return;
  if (GUARD) naming = name;
  before.value = shimOf(before.value as Fn, look, watch, due);
  defineProperty(owner, name, before);
}

/** Looks at assignments to a property such as `img.src`. */
export function setter(owner: Owner, name: string, look: Look, watch: Watch): void {
  const before = owner && descriptor(owner, name);
  if (!owner || !before?.set) return;
  if (GUARD) naming = name;
  before.set = shimOf(before.set as Fn, look, watch);
  defineProperty(owner, name, before);
}

/** Looks at readings of a property, those that are due; kept lean, since pages read all the time. */
export function getter(
  owner: Owner,
  name: string,
  due: (self: unknown) => boolean,
  look: (self: unknown, shim: object) => void,
  hides?: (self: unknown, shim: object) => boolean | undefined,
): void {
  const before = owner && descriptor(owner, name);
  const native = before?.get as Fn | undefined;
  if (!owner || !before || !native) return;
  const shim = bare({
    get(this: unknown): unknown {
      if (!busy && due(this)) safely(() => look(this, shim));
      if (GUARD && hides && safely(() => hides(this, shim))) return "";
      return apply(native, this, NONE);
    },
  }).get;
  before.get = veil(shim, native);
  defineProperty(owner, name, before);
}

/** Looks at a constructor's calls; subclasses, `instanceof` and static members stay as they were. */
export function constructor(
  owner: Owner,
  name: string,
  look: Look,
  watch: Watch,
  after?: (thing: object, args: Args, shim: object) => void,
): void {
  const before = owner && descriptor(owner, name);
  const native = before?.value as Fn | undefined;
  if (!owner || !before || typeof native !== "function") return;
  const made = bare({
    construct(target: object, args: Args, newTarget: object): unknown {
      if (GUARD) {
        const said = settled(name, args);
        const given = judged(look, undefined, said, made, watch);
        const thing: object = construct(target as never, given as Args, newTarget as never);
        if (after) safely(() => after(thing, said, made));
        return thing;
      }
      const task = safely(() => {
        const seen = look(undefined, args, made);
        return seen === undefined ? "" : watch.sent(seen, watch.stack(made), false);
      }, "");
      const build: Fn = () => {
        const thing: object = construct(target as never, args, newTarget as never);
        if (after !== undefined) safely(() => after(thing, args, made));
        return thing;
      };
      return !SCAN || task === "" || !watch.run ? build() : watch.run(task, build, undefined, []);
    },
  }).construct;
  const proxy = new ProxyOf(native, bare({ construct: made }) as ProxyHandler<Fn>);
  disguise(GUARD ? proxy : native, native);
  before.value = proxy;
  defineProperty(owner, name, before);
  const proto = own(native, "prototype") as object | undefined;
  const back = proto && descriptor(proto, "constructor");
  if (!proto || !back) return;
  back.value = proxy;
  defineProperty(proto, "constructor", back);
}
