/** More of the browser's own functions, that only the guard needs. */
import { decoded, encoded, swap } from "./natives.bytes.js";
import { own, requestUrl, wellFormed, win } from "./natives.js";

export const RequestOf = /* @__PURE__ */ own(win, "Request") as typeof Request;
/** Whether it is a `Request`. */
export function isRequest(value: unknown): boolean {
  try {
    return typeof value === "object" && typeof requestUrl(value) === "string";
  } catch {
    return false;
  }
}

/** Text of single bytes as base64. */
export const base64 = own(win, "btoa") as (text: string) => string;

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
