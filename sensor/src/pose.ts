/** Makes a function of ours answer as another one does. */
import { bare, defineProperty, own, sourceOf } from "./natives.js";

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
