/** Whose code asks, in the words a policy knows scripts by. */
import type { Code } from "./decide.who.js";
import { isFile } from "../src/caller.js";
import { bare } from "../src/natives.js";
import type { Caller } from "../src/vocabulary.js";

/** Who asked, by the names the stack gives: the page's own code goes by its digest. */
export function coder() {
  const known: Record<string, Code> = bare({});
  return (stack: readonly Caller[]): Code => {
    let url = "";
    let sha256 = "";
    let home = "";
    for (let i = 0; i < stack.length && !home; i++) {
      const { u, h } = stack[i] as Caller;
      const file = isFile(u);
      if (!url && !sha256) {
        if (file) url = u;
        else sha256 = h;
      }
      if (file) home = u;
    }
    return (known[url + sha256 + home] ??= bare({ url, sha256, home }));
  };
}
