/**
 * Calls that were made and have not come through: on the stack now, or held back by a wrapper that
 * passes them on later. Bounded in number and age, since some wrappers swallow calls.
 */
import { list, now } from "./natives.js";
import type { Caller } from "./vocabulary.js";

/** One call from outside, until it comes through to the browser. */
export interface Entry {
  readonly key: unknown;
  readonly stack: readonly Caller[];
  readonly wrapped: boolean;
  readonly at: number;
  used: boolean;
}

const MOST_PENDING = 200;
const LONGEST_WAIT = 10_000; // milliseconds a wrapper may hold a call back

/** Calls that were made and have not come through: on the stack now, or held back by a wrapper. */
export function journal() {
  const running = list<Entry>();
  const pending = /* @__PURE__ */ list<Entry>();

  function remove(from: Entry[], index: number): void {
    for (let i = index; i < from.length - 1; i++) from[i] = from[i + 1] as Entry;
    from.length -= 1;
  }

  function waiting(key: unknown): number {
    const oldest = now() - LONGEST_WAIT;
    while (pending.length > 0 && (pending[0] as Entry).at < oldest) remove(pending, 0);
    for (let i = 0; i < pending.length; i++) if ((pending[i] as Entry).key === key) return i;
    return -1;
  }

  return {
    isOnStack(key: unknown): boolean {
      for (let i = running.length - 1; i >= 0; i--) if (running[i]?.key === key) return true;
      return false;
    },
    isPending: (key: unknown): boolean => SCAN && waiting(key) >= 0,
    enter(entry: Entry): void {
      running[running.length] = entry;
    },
    leave(entry: Entry): void {
      for (let i = running.length - 1; i >= 0; i--) if (running[i] === entry) remove(running, i);
      if (!SCAN || entry.used || !entry.wrapped) return; // only a scan tells wrappers apart
      if (pending.length >= MOST_PENDING) remove(pending, 0);
      pending[pending.length] = entry;
    },
    take(key: unknown): Entry | undefined {
      for (let i = running.length - 1; i >= 0; i--) {
        const entry = running[i] as Entry;
        if (entry.key !== key || entry.used) continue;
        entry.used = true;
        return entry;
      }
      const index = SCAN ? waiting(key) : -1;
      if (index < 0) return undefined;
      const entry = pending[index];
      remove(pending, index);
      return entry;
    },
  };
}
