/**
 * Which readings are looked at closely. A page reads its fields all the time, so the first readings
 * of each thing after something was typed or clicked get a stack, and of the rest one in many.
 */
import { bare, on, weak } from "./natives.js";

interface Tally {
  n: number;
  epoch: number;
}

const EPOCHS = ["input", "change", "submit", "click"];
const MOST_KEYS = 5_000;

/** Tells which readings to look at: the `first` of an epoch, then one in `each`. */
export function sampler(first: number, each: number): (thing: unknown) => boolean {
  const things = weak<object, Tally>();
  const keys: Record<string, Tally> = bare({});
  let known = 0;
  let epoch = 0;
  for (let i = 0; i < EPOCHS.length; i++) {
    on(EPOCHS[i] as string, () => {
      epoch += 1;
    });
  }

  function tallyOf(thing: unknown): Tally | undefined {
    if (typeof thing === "object" && thing !== null) {
      const found = things.get(thing);
      if (found !== undefined) return found;
      const fresh: Tally = { n: 0, epoch };
      things.set(thing, fresh);
      return fresh;
    }
    return typeof thing === "string" ? tallyOfKey(thing) : undefined;
  }

  function tallyOfKey(key: string): Tally | undefined {
    const found = keys[key];
    if (found !== undefined || known >= MOST_KEYS) return found;
    known += 1;
    return (keys[key] = { n: 0, epoch });
  }

  return (thing) => {
    const tally = tallyOf(thing);
    if (tally === undefined) return false;
    if (tally.epoch !== epoch) {
      tally.epoch = epoch;
      tally.n = 0;
    }
    tally.n += 1;
    return tally.n <= first || tally.n % each === 0;
  };
}
