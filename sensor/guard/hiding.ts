/** Readings of fields that a rule masks: they give nothing, alone or with a whole form. */
import { isField } from "../src/field.js";
import { nameOf, wordsOf } from "../src/field.text.js";
import { arg, type Args, free, getting } from "../src/natives.js";
import type { Watch } from "../src/watch.js";

/** Whether a field's text is kept from whoever reads it; undefined where no rule speaks of it. */
export function hiding(watch: Watch): ((field: unknown, shim: object) => boolean) | undefined {
  const { masks, stack } = watch;
  return masks && ((field, shim) => masks(wordsOf(field), stack(shim)));
}

/** Takes the fields that are masked out of the data of a form. */
export function stripping(watch: Watch) {
  const elementsOf = getting("HTMLFormElement", "elements");
  const lengthOf = getting("HTMLCollection", "length");
  const item = free("HTMLCollection", "item");
  const remove = free("FormData", "delete");
  return (data: object, args: Args, shim: object): void => {
    const hides = hiding(watch);
    const form = arg(args, 0);
    if (!hides || !form) return;
    const elements = elementsOf(form);
    for (let i = 0; i < (lengthOf(elements) as number); i++) {
      const field = item(elements, i);
      if (isField(field) && hides(field, shim)) remove(data, nameOf(field));
    }
  };
}
