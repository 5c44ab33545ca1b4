/** Attributes as objects (DOM §4.9.2) and by namespace: other ways to have an element load. */
import { loadedBy, mayLoad } from "../src/element.js";
import {
  type Args,
  apply,
  arg,
  descriptor,
  find,
  type Fn,
  getting,
  list,
  slice,
  win,
  prototype,
} from "../src/natives.js";
import { nodeType } from "./nodes.js";
import { asText } from "./natives.js";
import type { Watch } from "../src/watch.js";
import { safely } from "../src/wrap.js";
import { handed } from "./makers.js";
import { round } from "./planting.js";
import { inTexts } from "./replaced.js";
import { refusing } from "./showing.js";
import { attempt } from "./natives.js";

const ATTRIBUTE = 2;
const attr = win.Attr.prototype;
const nameOf = getting(attr, "localName");
const valueOf = getting(attr, "value");
const elementOf = getting(attr, "ownerElement");
const setValue = descriptor(attr, "value")?.set as Fn;

/** Asks before an element is given an address by one of its attributes. */
export function attributes(there: object, watch: Watch): void {
  const allowed = (shim: object, element: unknown, name: unknown, value: unknown): unknown => {
    const as = list(name, value);
    const seen = element && mayLoad(as) ? loadedBy(element, as) : undefined;
    const change = seen && watch.gate?.(seen, watch.stack(shim));
    if (change?.stopped) refusing(change.url, seen?.url ?? "", value);
    return change?.url ?? value;
  };
  const value = (go: (args: Args) => unknown, self: unknown, said: Args, shim: object): unknown => {
    const args = inTexts(said, handed);
    if (attempt(() => nodeType(self)) !== ATTRIBUTE) return go(args);
    const name = nameOf(self);
    const text = asText(arg(args, 0) ?? "");
    return go(list(safely(() => allowed(shim, elementOf(self), name, text), text)));
  };
  round(prototype(there, "Attr"), "value", "set", value);
  round(prototype(there, "Node"), "nodeValue", "set", value);
  round(prototype(there, "Node"), "textContent", "set", value);
  const node = (go: (args: Args) => unknown, self: unknown, args: Args, shim: object): unknown => {
    handed(args);
    safely(() => {
      const one = arg(args, 0);
      const said = valueOf(one);
      const goes = allowed(shim, self, nameOf(one), said);
      if (goes !== said) apply(setValue, one, [goes]);
    });
    return go(args);
  };
  const element = prototype(there, "Element");
  round(element, "setAttributeNode", "value", node);
  round(element, "setAttributeNodeNS", "value", node);
  round(element, "setAttributeNS", "value", (go, self, given, shim) => {
    if (given.length < 3) return go(given);
    const args = inTexts(given, handed);
    const name = asText(arg(args, 1));
    const said = asText(arg(args, 2));
    const local = slice(name, find(name, ":") + 1);
    const goes = safely(() => allowed(shim, self, local, said), said);
    return go(list(arg(args, 0), name, goes));
  });
}
