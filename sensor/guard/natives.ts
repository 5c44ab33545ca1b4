/** More of the browser's own functions, that only the guard needs; `attempt` is for scans, too. */
import { decoded, encoded, swap } from "../src/natives.bytes.js";
import { getting, own, requestUrl, wellFormed, win } from "../src/natives.js";

export const RequestOf = /* @__PURE__ */ own(win, "Request") as typeof Request;

/** What `read` gives; undefined where it fails, as for things of another sort or origin. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Whether it is a `Request`. */
export const isRequest = (value: unknown): boolean =>
  attempt(() => requestUrl(value)) !== undefined;

const size = /* @__PURE__ */ getting("Blob", "size");
/** A blob's length; undefined for what is no blob. */
export const sizeOf = (thing: unknown): number | undefined => attempt(() => size(thing) as number);

/** Text of single bytes as base64. */
export const base64 = /* @__PURE__ */ own(win, "btoa") as (text: string) => string;

/** What the page's object says it is, asked once (ECMAScript, ToString). */
export const asText = String as (said: unknown) => string;

/** Text as a component of an address. */
export const percent = (said: string): string => encoded(wellFormed(said) ?? said);

/** A component of an address as text; itself where it is none. */
export function component(said: string): string {
  try {
    return decoded(swap(/\+/g, said, () => " "));
  } catch {
    return said;
  }
}
