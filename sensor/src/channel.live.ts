/**
 * To the collector: what a page view did, folded to distinct behaviours. Addresses are cut to
 * origin and path and names are masked here, so that nothing a person typed can leave the page.
 */
import { bareUrl, barePart, barePath } from "./bare.js";
import { budget } from "./budget.js";
import { OWN_FILE, stackBelow } from "./caller.js";
import { isOne } from "./field.js";
import { json, type Plain } from "./json.js";
import { address, bare, find, list, random } from "./natives.js";
import { sampler } from "./reads.js";
import { remember } from "./payload.js";
import { type Sending, sifter } from "./sift.js";
import { gating } from "../guard/gate.js";
import { isWritten, makerOf, making, note } from "../guard/makers.js";
import type { Guard } from "../guard/guard.js";
import type { Batch, Behaviour, Caller } from "./vocabulary.js";
import type { Change, Read, Sent, Watch } from "./watch.js";
import { brokenSince } from "./wrap.js";

const DEPTH = 4;
const DEEPER = 30;
const MOST_BEHAVIOURS = 400;
const VERSION = 1;
const LOADS = " script frame link worker sharedworker serviceworker worklet ";

type Folded = { -readonly [K in keyof Behaviour]: Behaviour[K] };

/** What listens on a live page. */
export interface Live extends Watch {
  /** What was folded since the last asking, as JSON; "" for nothing. */
  readonly batch: () => string;
  /** In the guard: tells what the browser itself refused. */
  readonly refused?: (directive: string, url: string, script: string, path: unknown) => void;
  /** In the guard: what becomes of a call; `followed` where a person does it. */
  readonly gate?: (call: Sent, stack: readonly Caller[], followed?: boolean) => Change | undefined;
  /** In the guard: whether something typed is in an address. */
  readonly holds?: (url: string) => boolean;
  /** Counts what could not be brought to the collector. */
  readonly lose: (n: number) => void;
}

/** Whose code a stack is: the first frame that can be named; "" where none can. */
function scriptOf(stack: readonly Caller[]): string {
  for (let i = 0; i < stack.length; i++) {
    const { u, h } = stack[i] as Caller;
    const url = bareUrl(u);
    if (h !== "" && (url === "" || find(u, "http") === 0)) return "sha256:" + h; // in the page
    if (url !== "") return url;
  }
  return "";
}

function isNamed(stack: readonly Caller[]): boolean {
  for (let i = 0; i < stack.length; i++) if (stack[i]?.u || stack[i]?.h) return true;
  return false;
}

let urge = (): void => undefined;
/** In the guard: has something done soon after a refusal, since a page may go away untold. */
export function onRefusal(work: () => void): void {
  urge = work;
}

let guard: Guard | undefined;
/** Has calls of this page asked of a guard first; to be said before `live`. */
export function guardedBy(its: Guard | undefined): void {
  guard = its;
}

/** Takes what the taps see on a page of `site` at `path`. */
export function live(site: string, path: string): Live {
  const page = bareUrl(address());
  const place = barePath(path);
  const flow = /* @__PURE__ */ budget(200, 2_000, 20_000);
  let known: Record<string, Folded> = bare({});
  let due = list<Folded>();
  let lost = 0;
  const sift = sifter();

  function fold(
    kind: string,
    api: string,
    stack: readonly Caller[],
    target: string,
    had: Sending,
    path?: unknown,
  ): void {
    let script = scriptOf(stack);
    if (GUARD && script !== "" && !path && kind !== "read")
      note(target === "javascript:" ? "inline" : target, script);
    if (GUARD && (kind === "block" || (script === "" && kind !== "read")))
      script = maker(script, target, path);
    const { data, unread } = had;
    const key = kind + "\n" + api + "\n" + script + "\n" + target + "\n" + had.key;
    const found = known[key];
    if (found !== undefined) {
      found.n += 1;
      found.unread += unread;
    } else if (due.length >= MOST_BEHAVIOURS) lost += 1;
    else {
      const fresh = bare<Folded>({ kind, api, script, target, n: 1, data, unread });
      known[key] = fresh;
      due[due.length] = fresh;
      if (GUARD && kind === "block") urge();
    }
  }

  /** Who asked for what was refused; the browser may name the guard, the parser's place or a blob. */
  function maker(script: string, target: string, path: unknown): string {
    const own = script === OWN_FILE && script !== page;
    const named = find(script, "//") > 0 || find(script, "sha256:") === 0;
    if (named && !own && script !== page) return script;
    const by = makerOf(target, script === page, path);
    if (by) return by;
    if (script !== "" && !own && script !== page) return makerOf(script, true) || script;
    const written = find(target, "//") < 0 ? script === page : isWritten(target);
    return by === undefined && written ? page : "";
  }

  const watch: Live = {
    stack(shim) {
      if (!GUARD && !flow.spend()) return list();
      const near = stackBelow(shim, DEPTH, false);
      return isNamed(near) ? near : stackBelow(shim, DEEPER, false);
    },
    due: sampler(8, 64),
    made: remember,
    sent(call: Sent, stack: readonly Caller[]): string {
      const { api, url } = call;
      const kind = isOne(LOADS, api) ? "load" : "send";
      sift.take((had) => {
        fold(kind, api, stack, bareUrl(url), had);
      }, call);
      return "";
    },
    read({ target, name }: Read, stack: readonly Caller[]): void {
      sift.take((had) => {
        fold("read", target, stack, target + ":" + barePart(name), had);
      });
    },
    lose(n) {
      lost += n;
    },
    batch() {
      sift.work(true);
      lost += (GUARD ? 0 : flow.refused()) + brokenSince();
      if (due.length === 0 && lost === 0) return "";
      const batch: Batch = bare({
        v: VERSION,
        id: random(16),
        page: place,
        site,
        behaviours: due,
        lost,
      });
      known = bare({});
      due = list();
      lost = 0;
      return json(batch as unknown as Plain);
    },
  };
  if (!GUARD || !guard) return watch;
  const gates = gating(guard, sift, fold);
  making(
    guard.strange,
    (shim) => scriptOf(watch.stack(shim)),
    (call, shim) =>
      gates.takes(call) ? gates.gate(call, watch.stack(shim), false, true) : undefined,
  );
  return { ...watch, ...gates };
}
