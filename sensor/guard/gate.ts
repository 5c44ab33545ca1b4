/** Asks the guard of each call before it goes out, and tells the collector what became of it. */
import type { Guard } from "./guard.js";
import { barePart, bareUrl } from "../src/bare.js";
import { isOne } from "../src/field.js";
import { look } from "./look.js";
import { tamed } from "./referrers.js";
import type { Found, Result } from "../src/match.js";
import type { Known } from "../src/match.known.js";
import { bare, list } from "../src/natives.js";
import type { Sending, Sifter } from "../src/sift.js";
import type { Caller } from "../src/vocabulary.js";
import type { Change, Sent } from "../src/watch.js";

const LOADS = " script frame link worker sharedworker serviceworker worklet ";

type Fold = (
  kind: string,
  api: string,
  stack: readonly Caller[],
  target: string,
  had: Sending,
  path?: unknown,
) => void;

/** The gate of a page, and what tells of refusals by the browser itself. */
export function gating(guard: Guard, sift: Sifter, fold: Fold) {
  const said = sift.said as (result: Result) => Sending;
  const nothing = said({ found: list(), whole: true });
  const masks = (words: string, stack: readonly Caller[]): boolean => {
    const masked = guard.masks(words, stack);
    if (masked) fold("mask", "field", stack, "field:" + barePart(words), nothing);
    return masked;
  };
  const refuses = (capability: string, stack: readonly Caller[]): boolean => {
    const refused = guard.refuses?.(capability, stack) === true;
    if (refused) fold("block", capability, stack, capability, nothing);
    return refused;
  };
  const known = (): Known[] => {
    const values = list<Known>();
    const take = (more: readonly Known[]): void => {
      for (let i = 0; i < more.length; i++) values[values.length] = more[i] as Known;
    };
    take(sift.typed?.() ?? list());
    take(guard.values());
    return values;
  };
  return {
    /** Whether something typed is in an address. */
    holds: (url: string): boolean =>
      look(bare({ api: "", url }), sift.typed?.() ?? list()).found.length > 0,
    /** Whether something known goes along with a call. */
    takes: (call: Sent): boolean => look(call, known()).found.length > 0,
    /** `followed`: a person does it. `carried`: nothing is told where it goes on as it was. */
    gate(
      call: Sent,
      stack: readonly Caller[],
      followed = false,
      carried = false,
    ): Change | undefined {
      tamed();
      const { found, whole } = look(call, known());
      const { did, change } = guard.rule(call, stack, found, followed);
      if (carried && !change) return undefined;
      const typed = list<Found>();
      for (let i = 0; i < found.length; i++) {
        const one = found[i] as Found;
        if (one.one.words[0] !== "@") typed[typed.length] = one;
      }
      const kind = did || (isOne(LOADS, call.api) ? "load" : "send");
      fold(kind, call.api, stack, bareUrl(call.url), said({ found: typed, whole }));
      return change;
    },
    /** Only where a rule speaks of readings: each reading of a field is asked for. */
    masks: guard.masking ? masks : undefined,
    refuses: guard.refuses && refuses,
    hosts: guard.hosts,
    /** Tells what the browser itself refused, by a header or the page's own policy. */
    refused(directive: string, url: string, script: string, path: unknown): void {
      const by = list<Caller>({ u: script, h: "" } as Caller);
      // of a frame without an origin the browser tells no address
      fold("block", directive, by, bareUrl(url) || url || "data", nothing, path);
    },
  };
}
