/** Readings of `value`, `checked` and the chosen options of form fields (HTML §4.10). */
import { hiding } from "../../guard/hiding.js";
import { fieldRead } from "../field.js";
import type { Tap } from "../watch.js";
import { getter } from "../wrap.js";

export const field: Tap = (win, watch) => {
  const { due } = watch;
  const seen = (self: unknown, shim: object): void => {
    const read = fieldRead(self);
    if (read !== undefined) watch.read(read, watch.stack(shim));
  };
  const hides = GUARD ? hiding(watch) : undefined;
  getter(win.HTMLInputElement.prototype, "value", due, seen, hides);
  getter(win.HTMLInputElement.prototype, "checked", due, seen);
  getter(win.HTMLTextAreaElement.prototype, "value", due, seen, hides);
  getter(win.HTMLSelectElement.prototype, "value", due, seen, hides);
  getter(win.HTMLSelectElement.prototype, "selectedIndex", due, seen);
  getter(win.HTMLSelectElement.prototype, "selectedOptions", due, seen);
};
