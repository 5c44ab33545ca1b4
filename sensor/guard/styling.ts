/**
 * Styles set by property (`element.style.background = "url(…)"`): Chromium has no setter that could be
 * looked at. Once something is typed, what the `style` attribute has become is read as the script has
 * ended, which is before a picture of it is asked for, unless the script has the layout worked out.
 */
import { attributeOf } from "../src/field.js";
import {
  arg,
  type Args,
  bare,
  construct,
  find,
  free,
  getting,
  list,
  own,
  win,
} from "../src/natives.js";
import { handed } from "./makers.js";
import { attempt } from "./natives.js";
import { nodeType, setAttribute } from "./nodes.js";
import { hear } from "./pressed.js";
import { settledList } from "./settling.js";
import { every, item, listLength } from "./waiting.js";

const Observer = win.MutationObserver;
const observe = free("MutationObserver", "observe");
const targetOf = getting("MutationRecord", "target");
const STYLED = '[style*="//"]';

let begun = false;

function restyle(element: unknown): void {
  const said = attributeOf(element, "style");
  if (!said || find(said, "//") < 0) return;
  const goes = arg(handed(list(said)), 0);
  if (goes !== said) setAttribute(element, "style", goes);
}

/** Looks at the styles of elements that are put into a document. */
export function restyled(trees: Args): void {
  for (let i = 0; begun && i < trees.length; i++)
    attempt(() => {
      const tree = trees[i];
      const kind = typeof tree === "object" && nodeType(tree);
      if (kind === 1) restyle(tree);
      else if (kind !== 11) return;
      const all = every(tree, STYLED);
      for (let j = listLength(all) - 1; j >= 0; j--) restyle(item(all, j));
    });
}

/** Looks at styles from when something is typed. */
export function styling(): void {
  hear("input", () => {
    if (begun) return;
    begun = true;
    const observer = construct(Observer, [
      (records: unknown) => {
        for (let i = 0, one = own(records, 0); one; one = own(records, ++i))
          attempt(() => {
            restyle(targetOf(one));
          });
      },
    ]);
    const attributeFilter = settledList(list("style"));
    observe(observer, win.document, bare({ attributeFilter, subtree: true }));
  });
}
