/**
 * To the collector: what a page view did, folded to distinct behaviours. Addresses are cut to
 * origin and path and names are masked here, so that nothing a person typed can leave the page.
 */
import { bareUrl, barePart, barePath } from "./bare.js";
import { budget } from "./budget.js";
import { stackBelow } from "./caller.js";
import { json, type Plain } from "./json.js";
import { type Args, address, apply, bare, type Fn, list, random } from "./natives.js";
import { sampler } from "./reads.js";
import type { Batch, Behaviour, Caller, Datum } from "./vocabulary.js";
import type { Read, Sent, Watch } from "./watch.js";
import { brokenSince } from "./wrap.js";

const DEPTH = 4;
const DEEPER = 30;
const MOST_BEHAVIOURS = 400;
const VERSION = 1;
const LOADS = bare<Record<string, true>>({
  script: true,
  frame: true,
  link: true,
  worker: true,
  sharedworker: true,
  serviceworker: true,
  worklet: true,
});

type Folded = { -readonly [K in keyof Behaviour]: Behaviour[K] };

/** What listens on a live page. */
export interface Live extends Watch {
  /** What was folded since the last asking, as JSON; "" for nothing. */
  readonly batch: () => string;
  /** Counts what could not be brought to the collector. */
  readonly lose: (n: number) => void;
}

/** Which kinds of what was typed one call sends. */
export interface Sending {
  /** The same for the same data. */
  readonly key: string;
  readonly data: readonly Datum[];
  /** 1 where not all of it could be read. */
  readonly unread: number;
}
export const NOTHING: Sending = bare({ key: "", data: list(), unread: 0 });

/** Looks through calls for what is typed. */
export interface Sifter {
  readonly sift: (call: Sent) => Sending;
  readonly made: (thing: object, of: unknown) => void;
}

/** `bareUrl`, each address worked out once. */
function cutter(): (url: string) => string {
  let known: Record<string, string> = bare({});
  let size = 0;
  return (url) => {
    const found = known[url];
    if (found !== undefined) return found;
    if (++size > MOST_BEHAVIOURS) {
      known = bare({});
      size = 1;
    }
    return (known[url] = bareUrl(url));
  };
}

/** Whose code a stack is: the first frame that can be named; "" where none can. */
function scriptOf(stack: readonly Caller[], page: string, cut: (url: string) => string): string {
  for (let i = 0; i < stack.length; i++) {
    const { u, h } = stack[i] as Caller;
    const url = u === "" ? "" : cut(u);
    if (h !== "" && (url === "" || url === page)) return "sha256:" + h;
    if (url !== "") return url;
  }
  return "";
}

/** Takes what the taps see on a page of `site` at `path`. */
export function live(site: string, path: string, sifter?: Sifter): Live {
  const cut = cutter();
  const page = bareUrl(address());
  const place = barePath(path);
  const flow = budget(200, 2_000, 20_000);
  let known: Record<string, Folded> = bare({});
  let due = list<Folded>();
  let lost = 0;

  function fold(kind: string, api: string, script: string, target: string, had: Sending): void {
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
    }
  }

  return {
    stack(shim) {
      if (!flow.spend()) return list();
      const near = stackBelow(shim, DEPTH, false);
      return scriptOf(near, page, cut) === "" ? stackBelow(shim, DEEPER, false) : near;
    },
    due: sampler(8, 64),
    made: sifter?.made,
    sent(call: Sent, stack: readonly Caller[]): string {
      const { api, url } = call;
      const kind = LOADS[api] === true ? "load" : "send";
      fold(kind, api, scriptOf(stack, page, cut), cut(url), sifter?.sift(call) ?? NOTHING);
      return "";
    },
    run: (_task: string, native: Fn, self: unknown, args: Args) => apply(native, self, args),
    read({ target, name }: Read, stack: readonly Caller[]): void {
      fold("read", target, scriptOf(stack, page, cut), target + ":" + barePart(name), NOTHING);
    },
    lose(n) {
      lost += n;
    },
    batch() {
      lost += flow.refused() + brokenSince();
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
}
