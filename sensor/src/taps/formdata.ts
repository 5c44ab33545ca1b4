/** FormData (WHATWG XHR §4): one made of a form reads every field at once; files are put into it. */
import { stripping } from "../../guard/hiding.js";
import { fieldRead } from "../field.js";
import { arg, free, getting } from "../natives.js";
import type { Tap } from "../watch.js";
import { constructor, method } from "../wrap.js";

const MOST_FIELDS = 100;

export const formdata: Tap = (win, watch) => {
  const elementsOf = getting(win.HTMLFormElement.prototype, "elements");
  const lengthOf = getting(win.HTMLCollection.prototype, "length");
  const item = free(win.HTMLCollection.prototype, "item");
  constructor(
    win,
    "FormData",
    (_self, args, shim) => {
      const form = arg(args, 0);
      if (form === undefined || form === null) return undefined;
      const elements = elementsOf(form);
      const stack = watch.stack(shim);
      const length = lengthOf(elements) as number;
      for (let i = 0; i < length && i < MOST_FIELDS; i++) {
        const read = fieldRead(item(elements, i));
        if (read !== undefined && read.name !== "") watch.read(read, stack);
      }
      return undefined;
    },
    watch,
    GUARD ? stripping(watch) : undefined,
  );
  if (SCAN) files(win, watch);
};

/** Looks at files that are put into a form. */
const files: Tap = (win, watch) => {
  const { joined } = watch;
  if (joined === undefined) return;
  const proto = win.FormData.prototype;
  method(proto, "append", (self, args) => joined(self as object, args, false), watch);
  method(proto, "set", (self, args) => joined(self as object, args, true), watch);
};
