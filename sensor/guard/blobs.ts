/**
 * Blobs that no constructor made, and those a form holds: nobody can read one at once, so what they
 * are of is kept as they come to be. Sources: File API §3, Fetch §5.3, WHATWG XHR §4.
 */
import { attempt, sizeOf } from "./natives.js";
import { arg, free, getting, list, prototype } from "../src/natives.js";
import { remember } from "../src/payload.js";
import { join } from "./joined.js";
import { round } from "./planting.js";

const urlOf = getting("Response", "url");
const copy = free("Response", "clone");
const bufferIn = free("Response", "arrayBuffer");
const then = free("Promise", "then");

/** Keeps what blobs of a realm are of. */
export function blobs(there: unknown): void {
  for (let i = 0; i < 2; i++)
    round(prototype(there, "FormData"), i ? "set" : "append", "value", (go, self, args) => {
      const blob = arg(args, 1);
      if (sizeOf(blob) !== undefined) join(self as object, blob as object);
      return go();
    });
  for (let i = 0; i < 2; i++)
    round(prototype(there, i ? "Request" : "Blob"), i ? "clone" : "slice", "value", (go, self) => {
      const other = go();
      remember(other as object, list(self));
      return other;
    });
  // what a page has packed by a stream becomes a blob by a response of its own
  round(prototype(there, "Response"), "blob", "value", (go, self) => {
    const twin = attempt(() => (urlOf(self) === "" ? copy(self) : undefined));
    const bytes = twin && then(bufferIn(twin), (of: unknown) => list(of), list);
    const blob = go();
    if (!bytes) return blob;
    return then(blob, (made: object) =>
      then(bytes, (of: unknown) => {
        remember(made, of);
        return made;
      }),
    );
  });
}
