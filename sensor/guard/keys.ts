/**
 * Other readings of a field that a rule masks: keys as they are typed (UI Events §4.3, §4.6), a selected
 * text, and the `value` attribute that a change of type makes of what was typed (HTML §4.10.5).
 */
import { isField, isOne } from "../src/field.js";
import { asText } from "./natives.js";
import { arg, type Args, getting, lower, prototype, tagOf, win } from "../src/natives.js";
import type { Watch } from "../src/watch.js";
import { safely } from "../src/wrap.js";
import { hiding } from "./hiding.js";
import { targetOf } from "./nodes.js";
import { eachOf, round } from "./planting.js";

/** Interface, `get`, names. */
const TELLING = `
KeyboardEvent get key code keyCode charCode
UIEvent get which
InputEvent get data`;
/** Types whose value is the attribute. */
const ATTRIBUTES = " hidden submit button reset image checkbox radio ";
const keyOf = getting("KeyboardEvent", "key");
const activeOf = getting("Document", "activeElement");

/** Keeps masked fields from whoever reads them by another way than their value; only where a rule masks. */
export function keys(there: unknown, watch: Watch): void {
  const hides = hiding(watch);
  if (!hides) return;
  const hidden = (field: unknown, shim: object): boolean =>
    safely(() => isField(field) && hides(field, shim), false);
  eachOf(TELLING, (kind, name, part) => {
    round(prototype(there, kind), name, part, (go, event, _args, shim) => {
      const told = go();
      if (!told || (kind !== "InputEvent" && !isLetter(event))) return told;
      return hidden(targetOf(event), shim) ? (typeof told === "number" ? 0 : "") : told;
    });
  });
  round(prototype(there, "Selection"), "toString", "value", (go, _self, _args, shim) => {
    const said = go();
    return said !== "" && hidden(activeOf(win.document), shim) ? "" : said;
  });
  const retyped = (at: number) => (go: () => unknown, self: unknown, args: Args, shim: object) => {
    const name = arg(args, 0);
    const isType = !at || (typeof name === "string" && lower(name) === "type");
    const stays =
      isType && tagOf(self) === "input" && isOne(ATTRIBUTES, lower(asText(arg(args, at))));
    return stays && hidden(self, shim) ? undefined : go();
  };
  round(prototype(there, "HTMLInputElement"), "type", "set", retyped(0));
  round(prototype(there, "Element"), "setAttribute", "value", retyped(1));
}

/** Whether a key writes something: those that don't have names. */
const isLetter = (event: unknown): boolean => {
  const key = safely(() => keyOf(event) as string);
  return key !== undefined && key.length === 1;
};
