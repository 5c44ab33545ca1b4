/**
 * In a scan: who asks a known SDK to track something. An SDK sends in batches, later, from a timer
 * of its own, so that no stack of the request shows who asked; the event's name is in the batch.
 * The functions are looked for where their vendors' guides put them, after each script has run.
 */
import {
  apply,
  type Args,
  bare,
  defineProperty,
  descriptor,
  type Fn,
  getPrototypeOf,
  list,
  listen,
  on,
  own,
  ownKeys,
  ProxyOf,
  slice,
  weak,
  whileParsing,
  win,
} from "./natives.js";
import type { Watch } from "./watch.js";
import { eachWord } from "./words.js";
import { safely } from "./wrap.js";

const ITSELF = "()";
/** A function that takes an event, and the globals that have it; `ITSELF` for globals that are one. */
const CALLS = [
  "track analytics rudderanalytics mixpanel amplitude heap ttq _satellite LogRocket umami pendo",
  "page analytics rudderanalytics ttq",
  "screen analytics rudderanalytics",
  "identify analytics rudderanalytics ttq",
  "push dataLayer _paq _hsq uetq",
  ITSELF + " snowplow clarity gtag ga fbq twq pintrk snaptr rdt lintrk qp ym hj alloy",
  ITSELF + " Intercom plausible",
  "capture posthog",
  "track_links mixpanel",
  "track_forms mixpanel",
  "logEvent amplitude",
  "link utag",
  "view utag",
  "event FS",
  "trackEvent FS",
  "addAction DD_RUM",
  "addPageAction newrelic",
  "info Rollbar",
  "warning Rollbar",
  "error Rollbar",
];
const LONGEST = 100;
const SHORTEST = 4;
const MOST_WORDS = 4;
const MOST_KEYS = 20;
const DEEPEST_CLASS = 3;

const seen = weak<object, true>();

/** Puts the texts of what was given into `words`: strings, and those one step inside. */
function gather(value: unknown, words: string[], deeper: number): void {
  if (words.length >= MOST_WORDS) return;
  if (typeof value === "string") {
    if (value.length >= SHORTEST) words[words.length] = slice(value, 0, LONGEST);
  } else if (typeof value === "object" && value !== null && deeper > 0) {
    const keys = ownKeys(value);
    for (let i = 0; i < keys.length && i < MOST_KEYS; i++)
      gather(own(value, keys[i] as PropertyKey), words, deeper - 1);
  }
}

function wordsOf(args: Args): readonly string[] {
  const words = list<string>();
  for (let i = 0; i < args.length && i < MOST_WORDS; i++) gather(args[i], words, 1);
  return words;
}

/** The function that looks on; everything else about it is the SDK's own. */
function looking(fn: object, api: string, watch: Watch): object {
  const handler = bare({
    apply(target: object, self: unknown, args: Args): unknown {
      safely(() => {
        const words = wordsOf(args);
        if (words.length > 0) watch.asked?.(api, words, watch.stack(handler.apply));
      });
      return apply(target as Fn, self, args);
    },
  });
  const proxy = new ProxyOf(fn, handler);
  seen.set(proxy, true);
  return proxy;
}

/** The property that a method is, on the object or on what it is made after. */
function found(owner: object, name: string): PropertyDescriptor | undefined {
  let at: object | null = owner;
  for (let i = 0; at !== null && i < DEEPEST_CLASS; i++) {
    const property = descriptor(at, name);
    if (property !== undefined) return property;
    at = getPrototypeOf(at);
  }
  return undefined;
}

function hook(owner: object, name: string, api: string, watch: Watch): void {
  const before = found(owner, name);
  const fn: unknown = before?.value;
  if (before === undefined || typeof fn !== "function" || seen.get(fn) === true) return;
  const { writable = true, enumerable = true, configurable = true } = before;
  if (!writable) return;
  const value = looking(fn, api, watch);
  defineProperty(owner, name, bare({ value, writable, enumerable, configurable }));
}

/** Looks on at the functions that are there by now. */
function look(watch: Watch): void {
  eachWord(CALLS, (method, name) => {
    const thing = own(win, name);
    if (method === ITSELF) hook(win, name, name, watch);
    else if ((typeof thing === "object" && thing !== null) || typeof thing === "function")
      hook(thing, method, name + "." + method, watch);
  });
}

/** Looks on at what is asked of known SDKs, from when each is there. */
export function sdks(watch: Watch): void {
  const again = (): void => {
    safely(() => {
      look(watch);
    });
  };
  whileParsing(again);
  on("load", again);
  on("DOMContentLoaded", again);
  // as each element has loaded: a script that was inserted has run by then
  listen(win.document, "load", again, bare({ capture: true, passive: true }));
}
