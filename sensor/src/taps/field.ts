/** Readings of `value`, `checked` and the chosen options of form fields (HTML §4.10). */
import { fieldRead } from "../field.js";
import type { Tap, Watch } from "../watch.js";
import { getter } from "../wrap.js";

const look =
  (watch: Watch) =>
  (self: unknown, shim: object): void => {
    if (!watch.due(self as object)) return;
    const read = fieldRead(self);
    if (read !== undefined) watch.read(read, watch.stack(shim));
  };

export const field: Tap = (win, watch) => {
  const seen = look(watch);
  getter(win.HTMLInputElement.prototype, "value", seen);
  getter(win.HTMLInputElement.prototype, "checked", seen);
  getter(win.HTMLTextAreaElement.prototype, "value", seen);
  getter(win.HTMLSelectElement.prototype, "value", seen);
  getter(win.HTMLSelectElement.prototype, "selectedIndex", seen);
  getter(win.HTMLSelectElement.prototype, "selectedOptions", seen);
};
