/**
 * Keys typed into a field, read in a listener: `event.key`, `event.code` (UI Events §4.6) and
 * `event.data` of input events. Only the listeners that read them are seen, not all that listen.
 */
import { fieldRead, isField } from "../field.js";
import { getting } from "../natives.js";
import type { Tap } from "../watch.js";
import { getter } from "../wrap.js";

export const key: Tap = (win, watch) => {
  const targetOf = getting(win.Event.prototype, "target");
  const any = (): boolean => true; // each event is new
  const seen = (event: unknown, shim: object): void => {
    const target = targetOf(event);
    if (!isField(target) || !watch.due(target)) return;
    const read = fieldRead(target);
    if (read !== undefined) watch.read(read, watch.stack(shim));
  };
  getter(win.KeyboardEvent.prototype, "key", any, seen);
  getter(win.KeyboardEvent.prototype, "code", any, seen);
  getter(win.InputEvent.prototype, "data", any, seen);
};
