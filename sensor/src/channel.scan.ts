/**
 * To the scanner: each record is one JSON text through the debugger's binding, with a secret before
 * it. Both are taken out of the page's reach before any of its scripts runs; what reaches the
 * binding without the secret was not said by the sensor.
 */
import { budget } from "./budget.js";
import { stackBelow } from "./caller.js";
import { contentOf, join, remember } from "./content.js";
import { lend, lentLine, offer } from "./heir.js";
import { json, type Plain } from "./json.js";
import {
  type Args,
  apply,
  bare,
  deleteProperty,
  type Fn,
  later,
  list,
  on,
  own,
  random,
  win,
} from "./natives.js";
import { sampler } from "./reads.js";
import type { Asked, Caller, Call, Content, Hello, Lost, Reading, Wraps } from "./vocabulary.js";
import type { Read, Sent, Watch } from "./watch.js";
import { brokenSince } from "./wrap.js";

const BINDING = "__SCRIPTWARD_BINDING__";
const SECRET = "__SCRIPTWARD_SECRET__";
const DEPTH = 50; // with a debugger attached a stack costs by its depth, not by this
const QUIET = 500; // milliseconds between two sayings of what was folded
const MOST_FOLDED = 2_000;

const binding = own(win, BINDING) as Fn | undefined;
deleteProperty(win, BINDING);

/** Whether a scanner listens in this realm; a second copy of the sensor finds nobody. */
export const listens = typeof binding === "function";

const flow = budget(1_000, 2_000, 50_000);
const pass = (text: string): void => void apply(binding as Fn, undefined, [SECRET + text]);
const say = (record: Hello | Call | Content | Reading | Wraps | Asked | Lost): void => {
  (lentLine() ?? pass)(json(record as unknown as Plain));
};

const createTask = own(win.console, "createTask") as Fn | undefined;
const PREFIX = "sw:" + random(6) + ".";
let last = 0;

type Folded = { -readonly [K in keyof Reading]: Reading[K] };
const folded: Record<string, Folded> = bare({});
let keys = list<string>();
let known = 0;
let scheduled = false;

function lose(n: number, why: string): void {
  if (n > 0) say(bare<Lost>({ t: "lost", n, why }));
}

/** Says what was folded and what was lost since the last time. */
function flush(): void {
  scheduled = false;
  const due = keys;
  keys = list();
  for (let i = 0; i < due.length; i++) {
    const reading = folded[due[i] as string] as Folded;
    if (flow.spend()) say(reading);
    reading.n = 0;
  }
  lose(flow.refused(), "flood");
  lose(brokenSince(), "broken");
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  later(flush, QUIET);
}

function keyOf(seen: Read, stack: readonly Caller[]): string {
  let key = seen.target + "\n" + seen.name + "\n" + seen.selector;
  for (let i = 0; i < stack.length && i < 3; i++) {
    const frame = stack[i] as Caller;
    key += "\n" + frame.u + "\n" + frame.h + "\n" + frame.f;
  }
  return key;
}

const task: Fn = createTask ?? (() => undefined);

export const scan: Watch = {
  stack: (shim) => stackBelow(shim, DEPTH, true),
  due: sampler(64, 16),
  made: remember,
  joined: join,
  sent({ api, url, body }: Sent, stack: readonly Caller[], wrapped: boolean): string {
    const id = PREFIX + ++last;
    if (flow.spend()) {
      say(bare<Call>({ t: "call", id, api, url, stack, wrapped }));
      const content = contentOf(body);
      if (content !== undefined) say(bare<Content>({ t: "content", id, ...content }));
    } else schedule();
    return id;
  },
  asked(api: string, words: readonly string[], stack: readonly Caller[]): void {
    if (flow.spend()) say(bare<Asked>({ t: "asked", api, words, stack }));
    else schedule();
  },
  wraps(api: string, stack: readonly Caller[]): void {
    if (flow.spend()) say(bare<Wraps>({ t: "wraps", api, stack }));
    else schedule();
  },
  run(id: string, native: Fn, self: unknown, args: Args): unknown {
    const made = apply(task, win.console, [id]);
    const run = own(made, "run") as Fn | undefined;
    if (run === undefined) return apply(native, self, args);
    return apply(run, made, [() => apply(native, self, args)]);
  },
  read(seen: Read, stack: readonly Caller[]): void {
    const key = keyOf(seen, stack);
    const reading = folded[key];
    if (reading !== undefined) {
      if (reading.n++ === 0) keys[keys.length] = key;
      schedule();
      return;
    }
    if (known >= MOST_FOLDED || !flow.spend()) {
      schedule();
      return;
    }
    known += 1;
    const { target, name, selector, type } = seen;
    const fresh = bare<Folded>({ t: "read", target, name, selector, type, stack, n: 1 });
    say(fresh);
    fresh.n = 0;
    folded[key] = fresh;
  },
};

/** Says that the sensor is in place. */
export function hello(url: string): void {
  say(bare<Hello>({ t: "hello", url, first: true }));
  const name = "f" + BINDING;
  if (url === "about:blank") offer(name);
  lend(name, pass);
  on("pagehide", flush);
}
