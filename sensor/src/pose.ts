/** Makes a function of ours answer as another one does. */
import {
  apply,
  bare,
  defineProperty,
  descriptor,
  type Fn,
  NONE,
  own,
  sourceOf,
  weak,
} from "./natives.js";

const fixed = (value: unknown): PropertyDescriptor => bare({ value, configurable: true });

/** In the guard: what functions of ours answer as their source. */
const sources = weak<object, () => string>();

/** In the guard: has a realm's `Function.prototype.toString` say what ours are to answer. */
export function sourced(there: unknown): void {
  const proto = own(own(there, "Function"), "prototype") as object;
  const before = descriptor(proto, "toString") as PropertyDescriptor;
  const native = before.value as Fn;
  const shim = bare({
    toString(this: unknown): unknown {
      return sources.get(this as object)?.() ?? apply(native, this, NONE as unknown[]);
    },
  }).toString;
  before.value = disguise(shim, native);
  defineProperty(proto, "toString", before);
}

/** Makes `shim` answer as `like` does when asked for its name, arguments and source. */
export function disguise<T extends object>(shim: T, like: object): T {
  return pose(shim, own(like, "name"), own(like, "length"), () =>
    GUARD ? (sources.get(like)?.() ?? sourceOf(like)) : sourceOf(like),
  );
}

/** Makes `shim` answer with this name, number of arguments and source. */
export function pose<T extends object>(
  shim: T,
  name: unknown,
  length: unknown,
  source: () => string,
): T {
  if (GUARD) {
    sources.set(shim, source);
    defineProperty(shim, "name", fixed(name));
    defineProperty(shim, "length", fixed(length));
    return shim;
  }
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
