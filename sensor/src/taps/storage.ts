/** Storage.getItem of local and session storage (HTML §12.2); `localStorage.name` is not seen. */
import { arg, bare } from "../natives.js";
import type { Read, Tap } from "../watch.js";
import { method } from "../wrap.js";

const LONGEST = 200;

export const storage: Tap = (win, watch) => {
  method(
    win.Storage.prototype,
    "getItem",
    (_self, args, shim) => {
      const name = arg(args, 0);
      if (typeof name !== "string" || name.length > LONGEST || !watch.due("storage " + name))
        return;
      const read: Read = { target: "storage", name, selector: "", type: "" };
      watch.read(bare(read), watch.stack(shim));
      return undefined;
    },
    watch,
  );
};
