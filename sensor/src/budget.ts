/** How much one document may say: a page that floods the sensor must not flood what listens. */
import { now } from "./natives.js";

export interface Budget {
  /** Whether one more may be said; a refusal is counted. */
  readonly spend: () => boolean;
  /** How many were refused since the last asking. */
  readonly refused: () => number;
}

/** `perSecond` records a second, in bursts of at most `burst`, and `total` in all. */
export function budget(perSecond: number, burst: number, total: number): Budget {
  let left = burst;
  let spent = 0;
  let at = now();
  let lost = 0;
  return {
    spend() {
      const moment = now();
      if (moment > at) left += ((moment - at) * perSecond) / 1_000;
      if (left > burst) left = burst;
      at = moment;
      if (left < 1 || spent >= total) {
        lost += 1;
        return false;
      }
      left -= 1;
      spent += 1;
      return true;
    },
    refused() {
      const n = lost;
      lost = 0;
      return n;
    },
  };
}
