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
export function sampler(first: number, each: number): (thing: object | string) => boolean {
  const things = weak<object, Tally>();
  const keys: Record<string, Tally> = bare({});
  let known = 0;
  let epoch = 0;
  for (let i = 0; i < EPOCHS.length; i++) {
    on(EPOCHS[i] as string, () => {
      epoch += 1;
    });
  }

  function tallyOf(thing: object | string): Tally | undefined {
    const found = typeof thing === "string" ? keys[thing] : things.get(thing);
    if (found !== undefined) return found;
    const fresh: Tally = { n: 0, epoch };
    if (typeof thing !== "string") things.set(thing, fresh);
    else if (known < MOST_KEYS) {
      known += 1;
      keys[thing] = fresh;
    } else return undefined;
    return fresh;
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
