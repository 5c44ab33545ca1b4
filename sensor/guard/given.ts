/** What a call is given instead of what the page gave it. */
import { attempt, isRequest, RequestOf } from "./natives.js";
import { arg, type Args, bare, construct, getting, list, setPrototypeOf } from "../src/natives.js";
import { refused } from "./guard.js";
import { tamedAlone } from "./referrers.js";
import { replaced } from "./replaced.js";
import { room } from "./room.js";
import { refusing } from "./showing.js";
import { type Look, safely } from "../src/wrap.js";
import type { Caller } from "../src/vocabulary.js";
import type { Change, Sent, Watch } from "../src/watch.js";

/** In the guard, of calls that fail by not being made. */
export const instead = ({ stopped }: Change, args: Args): Args | undefined =>
  stopped ? undefined : args;

/** Options with another body; the rest is asked of those that were given. */
function over(options: unknown, body: unknown): object {
  const fresh = bare({ body });
  return options ? (setPrototypeOf(fresh, options), fresh) : fresh;
}

const methodOf = getting("Request", "method");
const modeOf = getting("Request", "mode");
const signalOf = getting("Request", "signal");
/** A request of another address; of one that is to fail, or that none can be made of, without what it would send. */
function anotherOf(asked: unknown, url: string, stopped: boolean): unknown {
  const whole: unknown = stopped
    ? undefined
    : attempt<unknown>(() => construct(RequestOf, [url, asked]));
  const init = bare({ method: methodOf(asked), mode: modeOf(asked), signal: signalOf(asked) });
  return whole ?? construct(RequestOf, [refused(url), init]);
}

/** In the guard: what a call's arguments become; undefined where it is not made at all. */
export function gated(
  seen: Sent,
  stack: readonly Caller[],
  args: Args,
  watch: Watch,
): Args | undefined {
  if (!watch.gate) watch.sent(seen, stack, false); // where the page is let off, all is only told
  const change = watch.gate?.(seen, stack);
  if (!change) return args;
  if (change.stopped)
    refusing(change.url, seen.url, arg(args, args.length > 1 && seen.instead ? 1 : 0));
  if (seen.instead) return seen.instead(change, args);
  const { url, body } = change;
  if (seen.api === "beacon") return list<unknown>(url, body ?? arg(args, 1));
  const asked = arg(args, 0);
  const given = replaced(args, 0, isRequest(asked) ? anotherOf(asked, url, change.stopped) : url);
  if (body !== undefined) given[1] = over(arg(args, 1), body);
  return given;
}

/** The arguments of a call, settled, as they are after it was looked at; undefined: it isn't made. */
export function judged(
  look: Look,
  self: unknown,
  args: Args,
  shim: object,
  watch: Watch,
): Args | undefined {
  let given: Args | undefined = args;
  room();
  safely(() => {
    tamedAlone(self);
    const seen = look(self, args, shim);
    if (seen) given = gated(seen, watch.stack(shim), args, watch);
  });
  return given;
}
