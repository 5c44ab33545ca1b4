/**
 * Puts a look-on in front of a browser function. The one place that swallows errors: a broken tap
 * must not break the page, so it counts the loss and the channel reports it.
 */
import {
  apply,
  arg,
  type Args,
  bare,
  construct,
  defineProperty,
  descriptor,
  type Fn,
  getProperty,
  list,
  NONE,
  own,
  ProxyOf,
  setPrototypeOf,
  sourceOf,
  text,
} from "./natives.js";
import { isOne } from "./field.js";
import { asText, isRequest, RequestOf } from "./natives.guard.js";
import type { Caller } from "./vocabulary.js";
import type { Change, Sent, Watch } from "./watch.js";

/** What a tap sees of a call; undefined for calls that neither send nor load. */
export type Look = (self: unknown, args: Args, shim: object) => Sent | undefined;
/** Whether a call is worth a look; must be quick, and must not throw. */
export type Due = (args: Args) => boolean;
export type Owner = object | undefined;

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

const fixed = (value: unknown): PropertyDescriptor => bare({ value, configurable: true });

/** Makes `shim` answer as `like` does when asked for its name, arguments and source. */
export function disguise<T extends object>(shim: T, like: object): T {
  return pose(shim, own(like, "name"), own(like, "length"), () => sourceOf(like));
}

/** Makes `shim` answer with this name, number of arguments and source. */
export function pose<T extends object>(
  shim: T,
  name: unknown,
  length: unknown,
  source: () => string,
): T {
  const said = bare({
    toString(): string {
      return source();
    },
  }).toString;
  defineProperty(shim, "name", fixed(name));
  defineProperty(shim, "length", fixed(length));
  defineProperty(shim, "toString", bare({ value: said, configurable: true, writable: true }));
  return shim;
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

/** Calls whose first argument is an address, or with `2` the second one. */
const ADDRESSED =
  " fetch sendBeacon fetchLater src srcset href data EventSource WebSocket WebTransport Worker SharedWorker register addModule open open2 setAttribute2 ";

/**
 * In the guard: the arguments with an address as the text it is, so that what is decided on is what
 * is asked for, whatever the page's object says when it is asked again.
 */
export function settled(name: string, args: Args): Args {
  const given = list<unknown>();
  for (let i = 0; i < args.length; i++) {
    const said = args[i];
    const asked = i < 2 && isOne(ADDRESSED, i ? name + "2" : name);
    const thing = said && (typeof said === "object" || typeof said === "function");
    given[i] = asked && thing && !text(said) ? asText(said) : said;
  }
  return given;
}

/** In the guard, of calls that fail by not being made. */
export const instead = ({ stopped }: Change, args: Args): Args | undefined =>
  stopped ? undefined : args;

/** Options with another body; the rest is asked of those that were given. */
function over(options: unknown, body: unknown): object {
  const fresh = bare({ body });
  return options ? (setPrototypeOf(fresh, options), fresh) : fresh;
}

/** In the guard: what a call's arguments become; undefined where it is not made at all. */
export function gated(
  seen: Sent,
  stack: readonly Caller[],
  args: Args,
  watch: Watch,
): Args | undefined {
  const change = watch.gate?.(seen, stack);
  if (!change) return args;
  if (seen.instead) return seen.instead(change, args);
  const { url, body } = change;
  if (seen.api === "beacon") return list<unknown>(url, body ?? arg(args, 1));
  const given = list<unknown>();
  for (let i = 0; i < args.length; i++) given[i] = args[i];
  const asked = arg(args, 0);
  given[0] = isRequest(asked) ? construct(RequestOf, [url, asked]) : url;
  if (body !== undefined) given[1] = over(arg(args, 1), body);
  return given;
}

/** A function that looks at each call, or those that are `due`, and passes it on unchanged. */
export function shimOf(native: Fn, look: Look, watch: Watch, due: Due = always): Fn {
  const name = GUARD ? naming : "";
  const shim: Fn = bare({
    call(this: unknown, ...args: unknown[]): unknown {
      if (!due(args)) return apply(native, this, args);
      if (GUARD) {
        const said = settled(name, args);
        let given: Args | undefined = said;
        safely(() => {
          const seen = look(this, said, shim);
          if (seen) given = gated(seen, watch.stack(shim), said, watch);
        });
        return given ? apply(native, this, given as unknown[]) : name === "open" ? null : undefined;
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
): void {
  const before = owner && descriptor(owner, name);
  const native = before?.get as Fn | undefined;
  if (!owner || !before || !native) return;
  const shim = bare({
    get(this: unknown): unknown {
      if (!busy && due(this)) safely(() => look(this, shim));
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
  after?: (thing: object, args: Args) => void,
): void {
  const before = owner && descriptor(owner, name);
  const native = before?.value as Fn | undefined;
  if (!owner || !before || typeof native !== "function") return;
  const made = bare({
    construct(target: object, args: Args, newTarget: object): unknown {
      if (GUARD) {
        const said = settled(name, args);
        let given: Args | undefined = said;
        safely(() => {
          const seen = look(undefined, said, made);
          if (seen) given = gated(seen, watch.stack(made), said, watch);
        });
        const thing: object = construct(target as never, given, newTarget as never);
        if (after) safely(() => after(thing, args));
        return thing;
      }
      const task = safely(() => {
        const seen = look(undefined, args, made);
        return seen === undefined ? "" : watch.sent(seen, watch.stack(made), false);
      }, "");
      const build: Fn = () => {
        const thing: object = construct(target as never, args, newTarget as never);
        if (after !== undefined) safely(() => after(thing, args));
        return thing;
      };
      return !SCAN || task === "" || !watch.run ? build() : watch.run(task, build, undefined, []);
    },
  }).construct;
  const proxy = new ProxyOf(native, bare({ construct: made }) as ProxyHandler<Fn>);
  disguise(native, native);
  before.value = proxy;
  defineProperty(owner, name, before);
  const proto = own(native, "prototype") as object | undefined;
  const back = proto && descriptor(proto, "constructor");
  if (!proto || !back) return;
  back.value = proxy;
  defineProperty(proto, "constructor", back);
}
