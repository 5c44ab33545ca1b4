/** Whose code asks, in the words a policy knows scripts by. */
import type { Code } from "./decide.who.js";
import { address, bare, slice } from "../src/natives.js";
import { matched } from "../src/natives.bytes.js";
import type { Caller } from "../src/vocabulary.js";

const cut = (url: string): string => (matched(/^[^?#]*/, url) as RegExpExecArray)[0];
const isFile = (url: string): boolean => slice(url, 0, 4) === "http";

/** Who asked, by the names the stack gives: the page's own code goes by its digest. */
export function coder() {
  const known: Record<string, Code> = bare({});
  /** Addresses this document has had: code in it keeps that under which it was read. */
  const pages: Record<string, boolean> = bare({});
  const here = (): void => {
    pages[cut(address())] = true;
  };
  here();
  return (stack: readonly Caller[]): Code => {
    here();
    let url = "";
    let sha256 = "";
    let home = "";
    for (let i = 0; i < stack.length && !home; i++) {
      const { u, h } = stack[i] as Caller;
      const file = isFile(u) && !pages[cut(u)];
      if (!url && !sha256) {
        if (file) url = u;
        else sha256 = h;
      }
      if (file) home = u;
    }
    const names = { entity: "", product: "", category: "", party: "", inferred: false };
    return (known[url + sha256 + home] ??= bare({ url, sha256, home, ...names }));
  };
}
